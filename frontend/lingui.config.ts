// The catalogs, one for each language, and those that few pages need. The build compiles them.

import { formatter } from '@lingui/format-json';

export default {
  sourceLocale: 'en',
  locales: ['en', 'ar'],
  catalogs: [
    { path: 'src/lib/i18n/{locale}', include: ['src'] },
    { path: 'src/lib/i18n/later/{locale}', include: ['src/features'] },
  ],
  format: formatter({ style: 'minimal' }),
};
