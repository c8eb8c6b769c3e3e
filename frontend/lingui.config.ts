// The catalogs, one for each language. The build compiles them.

import { formatter } from '@lingui/format-json';

export default {
  sourceLocale: 'en',
  locales: ['en', 'ar'],
  catalogs: [{ path: 'src/lib/i18n/{locale}', include: ['src'] }],
  format: formatter({ style: 'minimal' }),
};
