// The service worker: keeps the shell of the application, so that it opens without a network. It
// never touches /api: what the server holds is always asked of the server.

const CACHE = `errand-shell-${"c2053eef03e523aa"}`;
const FILES = ["/","/theme.js","/manifest.webmanifest","/icons/icon.svg","/assets/account-BDPApjkH.js","/assets/ar-38VPOZrv.js","/assets/auth-link-DqDCsAP9.js","/assets/dialog-DEyQzB5A.js","/assets/find-date-Dgxbii1a.js","/assets/index-COxoWSKB.css","/assets/index-cepJakPK.js","/assets/me-WTLFTuNC.js","/assets/member-n7H2eLZU.js","/assets/menu-CyMtmOxD.js","/assets/menu-parts-JCGVpIvh.js","/assets/plus-iNpg6lbq.js","/assets/priority-flag-CUY597X7.js","/assets/radix-DFf7Nz70.js","/assets/react-CZScrJO8.js","/assets/reset-password-uWmDLsDt.js","/assets/rolldown-runtime-WkwZ5CU-.js","/assets/shared-bqsL7WfQ.js","/assets/shortcuts-dialog-jUqsE5PE.js","/assets/skeleton-DrPwkutI.js","/assets/tags-ByPDTdx2.js","/assets/tanstack-C9efUdnc.js","/assets/task-dialog-Cr0dQXT0.js","/assets/tasks-CQkwd1nH.js","/assets/verify-email-CeT41K2O.js"];

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
