// The service worker: keeps the shell of the application, so that it opens without a network. It
// never touches /api: what the server holds is always asked of the server.

const CACHE = `errand-shell-${"a5586498fa7c833a"}`;
const FILES = ["/","/theme.js","/manifest.webmanifest","/icons/icon.svg","/assets/account-DYQ-VE3S.js","/assets/ar-DFK74SjB.js","/assets/auth-link-DQbfWgpr.js","/assets/dialog-NR9gD6fw.js","/assets/find-date-DbMueMOH.js","/assets/index-BPMMY4FL.css","/assets/index-hegzpRMX.js","/assets/me-C9YB36nC.js","/assets/member-CdeUTnF_.js","/assets/menu-BrcIUq6A.js","/assets/menu-parts-B0imNb4l.js","/assets/plus-Bn_hDtFt.js","/assets/priority-flag-BIxorC7a.js","/assets/radix-B2E0AWSS.js","/assets/react-B-QBZhva.js","/assets/reset-password-C8FmStaf.js","/assets/rolldown-runtime-WkwZ5CU-.js","/assets/shared-CFA94vE1.js","/assets/shortcuts-dialog-DNyA0Gkx.js","/assets/skeleton-CYXMY5De.js","/assets/tags-R2IeR3FE.js","/assets/tags-dialog-Bmt_Irzk.js","/assets/tags-field-BtytANE_.js","/assets/tanstack-CbdmIiR0.js","/assets/task-dialog-D7jSYb63.js","/assets/tasks-hDnUwvJV.js","/assets/verify-email-MQxXhejM.js"];

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
