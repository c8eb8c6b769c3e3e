// Sets theme, language and direction before the first paint; a blocking script of its own, because
// inline scripts are refused. What the keys mean is said in src/lib/theme.ts and src/lib/i18n.
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
    // Without storage the defaults of the page stand.
  }
})();
