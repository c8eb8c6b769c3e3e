// The service worker: caches the application shell, so it opens without a network. It never handles
// the API; data always comes from the server.

// The path that the application is served under.
const BASE_PATH = new URL('.', self.location).pathname;

const CACHE = `errand-shell-${"d8d0c9bf71c88d62"}`;
const FILES = ["./","theme.js","manifest.webmanifest","icons/icon.svg","assets/account-Cs3unY9G.js","assets/ar-DiYW8w9U.js","assets/dialog-3SAqvzch.js","assets/draft-BNbWu0y6.js","assets/find-date-BBGriEA4.js","assets/index-Be2_-VPc.css","assets/index-DI2L75Qp.js","assets/me-CQLJFOvl.js","assets/member-D6C-d8bN.js","assets/menu-NIYurs0k.js","assets/menu-parts-Bsja_nyV.js","assets/outcome-page-C01Nf7_s.js","assets/plus-o9sbe5Wg.js","assets/radix-C9aWI-ep.js","assets/react-DABymoB8.js","assets/reset-password-DWT_VF0d.js","assets/rolldown-runtime-WkwZ5CU-.js","assets/shared-BujJ5zqR.js","assets/shortcuts-dialog-BnDpcLvE.js","assets/skeleton-em78kEUK.js","assets/tags-CK0otBgA.js","assets/tags-dialog-BbkxC-M1.js","assets/tags-field-BuVG__Yi.js","assets/tanstack-BaztMIM2.js","assets/task-dialog-BUWfwDxG.js","assets/tasks-81VHyru0.js","assets/use-task-draft-Cvloqs06.js","assets/verify-email-DbaDx5Dt.js"];

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
