// The session. The access token lives only in this module; the refresh cookie, which scripts cannot
// read, outlives the page.

import { basePath } from '../base-path';
import { errorOf, NetworkError } from '../errors';
import { readStored, writeStored } from '../storage';
import { createStore } from '../store';

export type Session =
  | { status: 'restoring' }
  | { status: 'signed-in'; token: string }
  | { status: 'signed-out'; reason: 'never-in' | 'expired' | 'left' }
  | { status: 'unreachable'; error: unknown };

export const session = createStore<Session>({ status: 'restoring' });

const channel = new BroadcastChannel('errand-session');

// Other tabs follow: signing out in one signs out all; signing in in one also signs in those at the
// sign-in page.
channel.onmessage = (event: MessageEvent<'signed-in' | 'signed-out'>) => {
  const { status } = session.get();
  if (event.data === 'signed-out' && status === 'signed-in') end('left');
  if (event.data === 'signed-in' && status === 'signed-out') void restore();
};

export function begin(token: string): void {
  writeStored('localStorage', LEAVING, null);
  session.set({ status: 'signed-in', token });
  channel.postMessage('signed-in');
}

function end(reason: 'never-in' | 'expired' | 'left'): void {
  session.set({ status: 'signed-out', reason });
}

// Set from signing out until the server has confirmed it.
const LEAVING = 'errand-leaving';

export async function signOut(): Promise<void> {
  writeStored('localStorage', LEAVING, 'yes');
  await logOut();
  leave();
}

// If the server cannot be reached, logging out is retried first thing when a page next opens.
async function logOut(): Promise<void> {
  const response = await post('api/v1/auth/logout').catch(() => null);
  if (response?.ok === true) writeStored('localStorage', LEAVING, null);
  void response?.body?.cancel();
}

// Ends the session on this side only, for example after the account was deleted.
export function leave(): void {
  end('left');
  channel.postMessage('signed-out');
}

// Called when the page opens, and again to retry when the server was unreachable.
export async function restore(): Promise<void> {
  try {
    await refresh();
  } catch (error) {
    session.set({ status: 'unreachable', error });
  }
}

// Replaces a rejected access token; `null` if the session is over. Concurrent callers share one
// refresh.
export async function renew(stale: string): Promise<string | null> {
  const now = session.get();
  if (now.status === 'signed-in' && now.token !== stale) return now.token;
  return refresh();
}

let refreshing: Promise<string | null> | null = null;

// Resolves when no refresh is under way. Its answer would otherwise end a session that begins meanwhile.
export async function refreshed(): Promise<void> {
  await refreshing?.catch(() => null);
}

function refresh(): Promise<string | null> {
  refreshing ??= oneTabAtATime(exchange).finally(() => (refreshing = null));
  return refreshing;
}

// Each refresh rotates the cookie, so two tabs refreshing at once would invalidate each other's.
function oneTabAtATime<T>(work: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return work();
  return navigator.locks.request('errand-refresh', work) as Promise<T>;
}

async function exchange(): Promise<string | null> {
  if (readStored('localStorage', LEAVING) !== null) {
    await logOut();
    end('left');
    return null;
  }
  const wasSignedIn = session.get().status === 'signed-in';
  const response = await post('api/v1/auth/refresh');
  if (response.ok) {
    const { access_token: token } = (await response.json()) as { access_token: string };
    session.set({ status: 'signed-in', token });
    return token;
  }
  if (response.status === 429 || response.status >= 500) throw await errorOf(response);
  // An unread body would keep the connection open and the page loading.
  void response.body?.cancel();
  end(wasSignedIn ? 'expired' : 'never-in');
  return null;
}

async function post(path: string): Promise<Response> {
  const url = new URL(basePath + path, window.location.origin);
  const headers = { 'content-type': 'application/json' };
  try {
    return await fetch(url, { method: 'POST', headers, body: '{}', credentials: 'same-origin' });
  } catch (error) {
    throw new NetworkError(error);
  }
}
