// The service worker: keeps the shell of the application, so that it opens without a network. It
// never touches /api: what the server holds is always asked of the server.

const CACHE = `errand-shell-${"7637f4b4834a5507"}`;
const FILES = ["/","/theme.js","/manifest.webmanifest","/icons/icon.svg","/assets/account-CyixjS6t.js","/assets/ar-BCCvkCrY.js","/assets/auth-B9MRu-iO.js","/assets/auth-page-DgBZ_Kit.js","/assets/button-CnxWOIaH.js","/assets/calendar-CnuPJfqe.js","/assets/client-C72I13W9.js","/assets/dialog-DnXVP5PR.js","/assets/drafts-Bp3yuZBy.js","/assets/failure-C_qnBSfy.js","/assets/field-D3p6ncpY.js","/assets/find-date-C-dpIeT1.js","/assets/guest-BCWZFlri.js","/assets/index-XBXqcOMu.css","/assets/index-aJTheV2i.js","/assets/me-BEOFFNO0.js","/assets/member-QdAcfICp.js","/assets/notice-B8PcV-U8.js","/assets/password-field-BuMKSpRG.js","/assets/paths-DZ4VY0O-.js","/assets/preferences-DvPEHSLu.js","/assets/radix-BeM8fWqd.js","/assets/react-bzzYL6E-.js","/assets/reset-password-DrtqxXeH.js","/assets/rolldown-runtime-WkwZ5CU-.js","/assets/search-DbH3YF_h.js","/assets/search-params-CMXLfuaZ.js","/assets/send-to-8otKh4Gt.js","/assets/skeleton-DrMzJgVH.js","/assets/tags-CISgItTW.js","/assets/tanstack-D0T7JNfm.js","/assets/tasks-BM1iwpxP.js","/assets/toasts-e1I_0PmY.js","/assets/use-page-title-DjplN5uL.js","/assets/verify-email-BNOPMgaf.js"];

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
