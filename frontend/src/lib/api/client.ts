// The typed client of the API. A call gives its answer or throws an ApiError or a NetworkError; one
// whose token has expired is made once more with a new one.

import createClient from 'openapi-fetch';
import { errorOf, NetworkError } from '../errors';
import type { components, paths } from './schema';
import { renew, session } from './session';

export type Schemas = components['schemas'];

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
  if (response.status !== 401) return checked(response);
  const token = await renew(current.token);
  if (token === null) return checked(response);
  return checked(await send(withToken(again, token)));
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
