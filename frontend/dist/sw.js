// The service worker: keeps the shell of the application, so that it opens without a network. It
// never touches /api: what the server holds is always asked of the server.

const CACHE = `errand-shell-${"9f964865b3c079fd"}`;
const FILES = ["/","/theme.js","/manifest.webmanifest","/icons/icon.svg","/assets/account-CNz_5ZpE.js","/assets/ar-SZqD2DfK.js","/assets/auth-link-D3MkS4cT.js","/assets/dialog-BN1ZVN8d.js","/assets/find-date-D7RcVfL6.js","/assets/index-BPMMY4FL.css","/assets/index-D2uNIBmO.js","/assets/me-CM6Dez3X.js","/assets/member-CqIeOpub.js","/assets/menu--51CoadQ.js","/assets/menu-parts-DIrOJ-iI.js","/assets/plus-DEiGplu2.js","/assets/priority-flag-BliFiakb.js","/assets/radix-FzIE8S-B.js","/assets/react-DH9ZCXMs.js","/assets/reset-password-BgBh8cCn.js","/assets/rolldown-runtime-WkwZ5CU-.js","/assets/shared-MDS1ivCs.js","/assets/shortcuts-dialog-CuadlxKZ.js","/assets/skeleton-V08v3lXx.js","/assets/tags-DaurioGd.js","/assets/tags-dialog-CbpxTeBm.js","/assets/tags-field-BAEIVFDs.js","/assets/tanstack-DY1_JILd.js","/assets/task-dialog-BbOdoTtK.js","/assets/tasks-Sx-jn--I.js","/assets/verify-email-DozuGPAR.js"];

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
