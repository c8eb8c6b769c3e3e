// The token of an emailed link. It comes after `#`, which browsers do not send to servers, and
// leaves the address bar and the history as soon as this module runs. It is kept in memory only.

import { createStore } from './store';

export const linkToken = createStore(take());

// Opening a second link in the same tab only changes the part after `#`, so no page loads.
addEventListener('hashchange', () => {
  const token = take();
  if (token !== '') linkToken.set(token);
});

function take(): string {
  const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
  if (token !== '') history.replaceState(history.state, '', location.pathname + location.search);
  return token;
}
