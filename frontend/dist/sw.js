// The service worker: keeps the shell of the application, so that it opens without a network. It
// never touches /api: what the server holds is always asked of the server.

const CACHE = `errand-shell-${"5cd806c7a0a457a7"}`;
const FILES = ["/","/theme.js","/manifest.webmanifest","/icons/icon.svg","/assets/account-C-W3vXBw.js","/assets/ar-DEdKOLz3.js","/assets/dialog-kUKn-6hc.js","/assets/find-date-BmrEQYw8.js","/assets/index-Be2_-VPc.css","/assets/index-Css40tcL.js","/assets/me-CM6J_i65.js","/assets/member-fxXHe0J_.js","/assets/menu-CGLDLu6i.js","/assets/menu-parts-BwtxnLex.js","/assets/outcome-page-Dg9UYOHY.js","/assets/plus-BTTV4DkN.js","/assets/priority-flag-DP_DSLId.js","/assets/radix-DsFiFD1r.js","/assets/react-D819GfzV.js","/assets/reset-password-C3JOZ0NY.js","/assets/rolldown-runtime-WkwZ5CU-.js","/assets/shared-DPBbhemJ.js","/assets/shortcuts-dialog-pHFdkcYm.js","/assets/skeleton-CGVhyrVT.js","/assets/tags-DLBF55u5.js","/assets/tags-dialog-BiWr7QCv.js","/assets/tags-field-DY-ROoCm.js","/assets/tanstack-vhi8OTLS.js","/assets/task-dialog-BOp0kESO.js","/assets/tasks-DzBj9Cvk.js","/assets/verify-email-B9g9nA4g.js"];

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
  if (url.pathname.startsWith('/assets/')) {
    event.respondWith(kept(request).then((response) => response ?? fetch(request)));
  } else if (request.mode === 'navigate' && !isOfTheServer(url.pathname)) {
    event.respondWith(fetch(request).catch(() => kept('/')));
  } else if (FILES.includes(url.pathname)) {
    event.respondWith(fetch(request).catch(() => kept(request)));
  }
});

// What was kept of an address. It was asked for by this origin, though without the headers that
// the tags of a page bring, such as `Origin`, by which the server says that answers may vary.
function kept(request) {
  return caches.match(request, { ignoreVary: true });
}

// What the server answers itself and the application has no page for.
function isOfTheServer(path) {
  return /^\/(api|auth|docs|health|metrics|openapi\.json)(\/|$)/.test(path);
}
