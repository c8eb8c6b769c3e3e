// Sets theme, language and direction before the first paint. A separate blocking script, because
// inline scripts are not allowed. The stored values are defined in src/lib/theme.ts and
// src/lib/i18n.
(function () {
  var root = document.documentElement;
  try {
    var theme = localStorage.getItem('errand-theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    var language = localStorage.getItem('errand-language') || navigator.language;
    if (/^ar\b/.test(language)) {
      root.lang = 'ar';
      root.dir = 'rtl';
    }
  } catch {
    // Storage is blocked; keep the defaults.
  }
})();
