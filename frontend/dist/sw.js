// The service worker: keeps the shell of the application, so that it opens without a network. It
// never touches /api: what the server holds is always asked of the server.

const CACHE = `errand-shell-${"7d3c2c503dc8ea93"}`;
const FILES = ["/","/theme.js","/manifest.webmanifest","/icons/icon.svg","/assets/account-B-MH6kDZ.js","/assets/ar-BwOa8PPV.js","/assets/auth-link-Ch6TVbwy.js","/assets/dialog-BdFgxCfN.js","/assets/find-date-Bj3AHpd2.js","/assets/index-BPMMY4FL.css","/assets/index-CetaujMe.js","/assets/me-BPISWS4u.js","/assets/member-IBRoKjTU.js","/assets/menu-5H3mFP7j.js","/assets/menu-parts-B9MrDo-6.js","/assets/plus-C48Ur8jK.js","/assets/priority-flag-C-trnUqn.js","/assets/radix-alJcS9jO.js","/assets/react-DB27EeQk.js","/assets/reset-password-oBmsheCA.js","/assets/rolldown-runtime-WkwZ5CU-.js","/assets/shared-BFyaq0Ve.js","/assets/shortcuts-dialog-BApA8Aj6.js","/assets/skeleton-Dcu-5Jcj.js","/assets/tags-C26YrnMf.js","/assets/tags-dialog-QhlEBJsZ.js","/assets/tags-field-CGzZJ3C3.js","/assets/tanstack-u1Qga5OF.js","/assets/task-dialog-BmDmxu15.js","/assets/tasks-BBfgjT4-.js","/assets/verify-email-Co-qeDGh.js"];

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
