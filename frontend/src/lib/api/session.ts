// Who is signed in. The access token lives in this module and nowhere else; what outlives the page
// is the refresh cookie, which scripts cannot read.

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

// Other tabs follow: one signs out and all are, one signs in and those at the sign-in page are.
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

// Set from the moment somebody leaves until the server knows.
const LEAVING = 'errand-leaving';

const unfinished = new Set<() => Promise<unknown>>();

// What still has to be sent in the name of whoever is about to leave.
export function beforeSignOut(work: () => Promise<unknown>): void {
  unfinished.add(work);
}

export async function signOut(): Promise<void> {
  await Promise.allSettled([...unfinished].map((work) => work()));
  writeStored('localStorage', LEAVING, 'yes');
  await logOut();
  leave();
}

// Where the server cannot be told now, it is when a page is opened next, before anything else.
async function logOut(): Promise<void> {
  const response = await post('/api/v1/auth/logout').catch(() => null);
  if (response?.ok === true) writeStored('localStorage', LEAVING, null);
  void response?.body?.cancel();
}

// The session is over already, on the server: its account is gone, say.
export function leave(): void {
  end('left');
  channel.postMessage('signed-out');
}

// Called once when the page opens, and again by whoever finds the server unreachable.
export async function restore(): Promise<void> {
  try {
    await refresh();
  } catch (error) {
    session.set({ status: 'unreachable', error });
  }
}

// A token in place of one the server no longer takes; `null` when the session is over. Many
// requests may find out at the same time: the first refreshes, the others wait for it.
export async function renew(stale: string): Promise<string | null> {
  const now = session.get();
  if (now.status === 'signed-in' && now.token !== stale) return now.token;
  return refresh();
}

let refreshing: Promise<string | null> | null = null;

function refresh(): Promise<string | null> {
  refreshing ??= oneTabAtATime(exchange).finally(() => (refreshing = null));
  return refreshing;
}

// Each refresh replaces the cookie: two tabs at once would each make the other's worthless.
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
  const response = await post('/api/v1/auth/refresh');
  if (response.ok) {
    const { access_token: token } = (await response.json()) as { access_token: string };
    session.set({ status: 'signed-in', token });
    return token;
  }
  if (response.status === 429 || response.status >= 500) throw await errorOf(response);
  // An answer that nobody reads would keep its connection, and the page loading.
  void response.body?.cancel();
  end(wasSignedIn ? 'expired' : 'never-in');
  return null;
}

async function post(path: string): Promise<Response> {
  const url = new URL(path, window.location.origin);
  const headers = { 'content-type': 'application/json' };
  try {
    return await fetch(url, { method: 'POST', headers, body: '{}', credentials: 'same-origin' });
  } catch (error) {
    throw new NetworkError(error);
  }
}
