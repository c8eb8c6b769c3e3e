// The service worker: caches the application shell, so it opens without a network. It never handles
// the API; data always comes from the server.

// The path that the application is served under.
const BASE_PATH = new URL('.', self.location).pathname;

const CACHE = `errand-shell-${"9f92840961552bf7"}`;
const FILES = ["./","theme.js","manifest.webmanifest","icons/icon.svg","assets/account-CBHpasG1.js","assets/ar-DhwNt3Wx.js","assets/calendar-DP7ZCITe.js","assets/dialog-cxT22_-P.js","assets/draft-DPYHRxQa.js","assets/drafts-BdWnA1nb.js","assets/find-date-D3wt6UV6.js","assets/index-BmSw-v2E.js","assets/index-cPwE89Z9.css","assets/me-DZInVG5t.js","assets/member-CfMMlmf6.js","assets/menu-BCSYgB2a.js","assets/menu-parts-_VeiIS4y.js","assets/outcome-page-q8yS3-GX.js","assets/plus-DfhbBHml.js","assets/priority-flag-BxELSX4L.js","assets/radix-Ckt1OfYo.js","assets/react-i6mD4JTp.js","assets/reset-password-566Tciz4.js","assets/rolldown-runtime-WkwZ5CU-.js","assets/shared-tuEFuoot.js","assets/shortcuts-dialog-DoUsalL4.js","assets/skeleton-CVXoMui7.js","assets/tags-SvPcjYcj.js","assets/tags-dialog-BIZOLs19.js","assets/tags-field-CeR-wmTY.js","assets/tanstack-BNDtNYRY.js","assets/task-dialog-pyPPsXBw.js","assets/tasks-DhuCL8W0.js","assets/trash-CSrbhlWI.js","assets/trash-DOobRVWq.js","assets/undo-BQW8MNL4.js","assets/use-shortcuts-Ta0gsxWH.js","assets/verify-email-Cto_w1gv.js"];

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
  if (!url.pathname.startsWith(BASE_PATH)) return;
  const path = url.pathname.slice(BASE_PATH.length);
  if (path.startsWith('assets/')) {
    event.respondWith(kept(request).then((response) => response ?? fetch(request)));
  } else if (request.mode === 'navigate' && !isOfTheServer(path)) {
    event.respondWith(fetch(request).catch(() => kept('./')));
  } else if (FILES.includes(path)) {
    event.respondWith(fetch(request).catch(() => kept(request)));
  }
});

// The cached response for an address. Files are cached without headers that page loads add, such as
// `Origin`, which the server lists in `Vary`.
function kept(request) {
  return caches.match(request, { ignoreVary: true });
}

// Paths below the base path that belong to the server rather than to the application.
function isOfTheServer(path) {
  return /^(api|auth|docs|health|metrics|openapi\.json)(\/|$)/.test(path);
}
