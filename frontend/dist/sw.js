// The service worker: keeps the shell of the application, so that it opens without a network. It
// never touches /api: what the server holds is always asked of the server.

const CACHE = `errand-shell-${"5de20f433beca6bd"}`;
const FILES = ["/","/theme.js","/manifest.webmanifest","/icons/icon.svg","/assets/account-DyGj9XBg.js","/assets/ar-BCCvkCrY.js","/assets/auth-BusVdxp3.js","/assets/auth-page-Bx_PL0nb.js","/assets/button-CnxWOIaH.js","/assets/calendar-DRXsG6nJ.js","/assets/client-DUXyDK4C.js","/assets/dialog-CLVOo7Ko.js","/assets/drafts-Cp3rvWVo.js","/assets/failure-RZnbfvF3.js","/assets/field-CRmYiP6e.js","/assets/find-date-CJO5kNn0.js","/assets/guest-gl9cxh1H.js","/assets/index-C9KmBC6S.js","/assets/index-COxoWSKB.css","/assets/me-C9UAkD07.js","/assets/member-BmPVT-jD.js","/assets/notice-B8PcV-U8.js","/assets/password-field-seXJvI66.js","/assets/paths-DqmhpWrz.js","/assets/preferences-UPMMBac4.js","/assets/radix-BeM8fWqd.js","/assets/react-bzzYL6E-.js","/assets/reset-password-DgkP_vtu.js","/assets/rolldown-runtime-WkwZ5CU-.js","/assets/search-DbH3YF_h.js","/assets/search-params-CMXLfuaZ.js","/assets/send-to-8otKh4Gt.js","/assets/skeleton-BoNEAWis.js","/assets/tags-CmaiIobM.js","/assets/tanstack-D0T7JNfm.js","/assets/tasks-C1iBtIUv.js","/assets/toasts-Bk8R8swf.js","/assets/use-page-title-DjplN5uL.js","/assets/verify-email-BLrYNoHZ.js"];

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
