// The service worker: caches the application shell, so it opens without a network. It never handles
// the API; data always comes from the server.

// The path that the application is served under.
const BASE_PATH = new URL('.', self.location).pathname;

const CACHE = `errand-shell-${"b5892dc920693714"}`;
const FILES = ["./","theme.js","manifest.webmanifest","icons/icon.svg","assets/account-DQYwKTG9.js","assets/ar-C0RL0j-G.js","assets/calendar-DP7ZCITe.js","assets/dialog-DXEmYSCc.js","assets/draft-DPYHRxQa.js","assets/drafts-CYsr6Q7h.js","assets/find-date-D3wt6UV6.js","assets/index-XZwLu8gk.js","assets/index-cPwE89Z9.css","assets/me-B-7wxzhm.js","assets/member-D9C0oWKJ.js","assets/menu-8Pz9rN_z.js","assets/menu-parts-3pJHphmt.js","assets/outcome-page-DV4qwTZQ.js","assets/plus-DxQtiQdW.js","assets/priority-flag-B7VWs2pM.js","assets/radix-ChVCLmGV.js","assets/react-Dnv38G6g.js","assets/reset-password-B7fAbR1F.js","assets/rolldown-runtime-WkwZ5CU-.js","assets/shared-CmGUDY5X.js","assets/shortcuts-dialog-zUro6pRA.js","assets/skeleton-C5Cqcwtw.js","assets/tags-E8kjY0FB.js","assets/tags-dialog-i7BgV352.js","assets/tags-field-CHWHxcxZ.js","assets/tanstack-CigoOA_N.js","assets/task-dialog-C483o1Vm.js","assets/tasks-D9qVpXBP.js","assets/trash-Cp5EQJOr.js","assets/trash-kxb04B7b.js","assets/undo-DHbfscav.js","assets/use-shortcuts-J06mMpR8.js","assets/verify-email-Da5mOYC6.js"];

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES.map((url) => new Request(url, { cache: 'no-cache' }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith('errand-shell-') && name !== CACHE))
      .then((stale) => Promise.all(stale.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (!url.pathname.startsWith(BASE_PATH)) return;
  const path = url.pathname.slice(BASE_PATH.length);
  if (path.startsWith('assets/')) {
    event.respondWith(kept(request).then((response) => response ?? fetch(request)));
  } else if (request.mode === 'navigate' && !isOfTheServer(path)) {
    event.respondWith(fetch(request).catch(() => kept('./')));
  } else if (FILES.includes(path)) {
    event.respondWith(fetch(request).catch(() => kept(request)));
  }
});

// The cached response for an address. Files are cached without headers that page loads add, such as
// `Origin`, which the server lists in `Vary`.
function kept(request) {
  return caches.match(request, { ignoreVary: true });
}

// Paths below the base path that belong to the server rather than to the application.
function isOfTheServer(path) {
  return /^(api|auth|docs|health|metrics|openapi\.json)(\/|$)/.test(path);
}
