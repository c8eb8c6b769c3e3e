// The typed client of the API. A call gives its answer or throws an ApiError or a NetworkError; one
// whose token has expired is made once more with a new one, and one that came too soon after many
// others once more when the server said.

import createClient from 'openapi-fetch';
import { errorOf, NetworkError, secondsUntilRetry } from '../errors';
import type { components, paths } from './schema';
import { renew, session } from './session';

export type Schemas = components['schemas'];

// In seconds. Whoever has to wait for longer is told instead.
const LONGEST_WAIT = 5;

export const api = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: 'same-origin',
  fetch: authorised,
});

// The body of a call's answer; what a 204 has none of is `undefined` in its type already.
export async function answer<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}

async function authorised(request: Request): Promise<Response> {
  const current = session.get();
  if (current.status !== 'signed-in') return checked(await send(request));
  const again = request.clone();
  const response = await send(withToken(request, current.token));
  if (response.status === 401) {
    const token = await renew(current.token);
    return checked(token === null ? response : await send(withToken(again, token)));
  }
  const wait = response.status === 429 ? secondsUntilRetry(response) : null;
  if (wait === null || wait > LONGEST_WAIT) return checked(response);
  void response.body?.cancel();
  await new Promise((resolve) => setTimeout(resolve, wait * 1000));
  return checked(await send(withToken(again, current.token)));
}

function withToken(request: Request, token: string): Request {
  request.headers.set('authorization', `Bearer ${token}`);
  return request;
}

async function send(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new NetworkError(error);
  }
}

async function checked(response: Response): Promise<Response> {
  if (!response.ok) throw await errorOf(response);
  return response;
}
