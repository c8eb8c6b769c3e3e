// The service worker: keeps the shell of the application, so that it opens without a network. It
// never touches /api: what the server holds is always asked of the server.

const CACHE = `errand-shell-${"6f72b650cf75dd7d"}`;
const FILES = ["/","/theme.js","/manifest.webmanifest","/icons/icon.svg","/assets/account-IjpPMDek.js","/assets/ar-SZqD2DfK.js","/assets/auth-link-B1vevaau.js","/assets/dialog-D-xx-8QW.js","/assets/find-date-D4NZTjDw.js","/assets/index-CeWRPPF3.js","/assets/index-w40sQJQ3.css","/assets/me-Cv2MuaN3.js","/assets/member-D8ShRFas.js","/assets/menu-B_Zzdpsp.js","/assets/menu-parts-C3zjB9j7.js","/assets/plus-BidyhzEc.js","/assets/priority-flag-DAlJ0nDU.js","/assets/radix-NDWmZsiS.js","/assets/react-BX9hv9n-.js","/assets/reset-password-DPr8OFra.js","/assets/rolldown-runtime-WkwZ5CU-.js","/assets/shared-DXdV7HuO.js","/assets/shortcuts-dialog-D9aP8M2G.js","/assets/skeleton-WtVOExF-.js","/assets/tags-DI1aEbE1.js","/assets/tags-dialog-Cr-E-MVZ.js","/assets/tags-field-CeWNFsLL.js","/assets/tanstack-BupqZGs1.js","/assets/task-dialog-D_v9o-pz.js","/assets/tasks-BzZEKZGv.js","/assets/verify-email-BBPrwFfT.js"];

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
