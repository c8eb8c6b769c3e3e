// The service worker: keeps the shell of the application, so that it opens without a network. It
// never touches /api: what the server holds is always asked of the server.

const CACHE = `errand-shell-${"dd114dc485750e3a"}`;
const FILES = ["/","/theme.js","/manifest.webmanifest","/icons/icon.svg","/assets/account-C_CyGTwK.js","/assets/ar-CiPpx36i.js","/assets/auth-page-DeSrGK3R.js","/assets/auth-yGgoYeG2.js","/assets/button-CnxWOIaH.js","/assets/calendar-CnuPJfqe.js","/assets/client-dPMztulj.js","/assets/dialog-BkEbdWqy.js","/assets/drafts-DqOKXwtH.js","/assets/failure-DvWugdUF.js","/assets/field-13BPfdOY.js","/assets/find-date-C-dpIeT1.js","/assets/guest-BSx9QOhe.js","/assets/index-BqRxoSUn.js","/assets/index-CgM7rdBj.css","/assets/me-CvZXQ9Ty.js","/assets/member-CRLlh3FJ.js","/assets/notice-DCgTjALR.js","/assets/password-field-FPq9GFFw.js","/assets/paths-HL2GluyT.js","/assets/preferences-BG21vQR6.js","/assets/radix-BeM8fWqd.js","/assets/react-bzzYL6E-.js","/assets/reset-password-DKxZGI41.js","/assets/rolldown-runtime-WkwZ5CU-.js","/assets/search-DbH3YF_h.js","/assets/search-params-CMXLfuaZ.js","/assets/send-to-8otKh4Gt.js","/assets/skeleton-DTLbu9wH.js","/assets/tags-DYQIqJ0O.js","/assets/tanstack-D0T7JNfm.js","/assets/tasks-RLBbez_q.js","/assets/toasts-CN09qmBL.js","/assets/verify-email-BU01gA9S.js"];

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
