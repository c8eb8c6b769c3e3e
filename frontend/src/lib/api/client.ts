// The typed API client. A call returns the response body or throws an `ApiError` or `NetworkError`.
// It is retried once after refreshing an expired token, and once after a short `Retry-After`.

import createClient from 'openapi-fetch';
import { basePath } from '../base-path';
import { errorOf, NetworkError, secondsUntilRetry } from '../errors';
import type { components, paths } from './schema';
import { renew, session } from './session';

export type Schemas = components['schemas'];

// In seconds. If the server asks for a longer wait, the caller gets the error instead.
const LONGEST_WAIT = 5;

export const api = createClient<paths>({
  baseUrl: window.location.origin + basePath,
  credentials: 'same-origin',
  fetch: authorised,
});

// The response body. For a 204 its type is already `undefined`.
export async function answer<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}

export interface Written<T> {
  data: T;
  // The commit, which can be undone; `null` if there was nothing to change.
  commit: string | null;
}

export async function written<T>(
  call: Promise<{ data?: T; response: Response }>,
): Promise<Written<T>> {
  const { data, response } = await call;
  return { data: data as T, commit: response.headers.get('errand-commit') };
}

async function authorised(request: Request): Promise<Response> {
  const current = session.get();
  if (current.status !== 'signed-in') return checked(await send(request));
  let { token } = current;
  const [renewed, delayed] = [request.clone(), request.clone()];
  let response = await send(withToken(request, token));
  if (response.status === 401) {
    const next = await renew(token);
    if (next === null) return checked(response);
    token = next;
    response = await send(withToken(renewed, token));
  }
  const wait = response.status === 429 ? secondsUntilRetry(response) : null;
  if (wait === null || wait > LONGEST_WAIT) return checked(response);
  void response.body?.cancel();
  await new Promise((resolve) => setTimeout(resolve, wait * 1000));
  return checked(await send(withToken(delayed, token)));
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
