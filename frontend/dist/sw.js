// The service worker: keeps the shell of the application, so that it opens without a network. It
// never touches /api: what the server holds is always asked of the server.

const CACHE = `errand-shell-${"44c0787b9f5f39c3"}`;
const FILES = ["/","/theme.js","/manifest.webmanifest","/icons/icon.svg","/assets/account-BUwaUgb_.js","/assets/ar-BCCvkCrY.js","/assets/auth-link-BfK46_tY.js","/assets/dialog-ChkSpw6B.js","/assets/find-date-DUBz-Z2q.js","/assets/index-COxoWSKB.css","/assets/index-CgKN6xpj.js","/assets/me-BX-LsNkM.js","/assets/member-Cd3Fatjx.js","/assets/menu-DbkHoAOY.js","/assets/menu-parts-DCWWVFp8.js","/assets/plus-BpfLc8VR.js","/assets/priority-flag-DiVo_ndR.js","/assets/radix-B7sFZJsY.js","/assets/react-BX6RY76w.js","/assets/reset-password-CYhXvZW5.js","/assets/rolldown-runtime-WkwZ5CU-.js","/assets/shared-6lgNmej6.js","/assets/shortcuts-dialog-FkuGfKN6.js","/assets/skeleton-DWszApmR.js","/assets/tags-N0qPNhlP.js","/assets/tanstack-6azw2Z48.js","/assets/task-dialog-jN4UIhNh.js","/assets/tasks-BOX_F3P8.js","/assets/verify-email-CNWoY7-3.js"];

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
