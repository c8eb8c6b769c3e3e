// Lint rules: strict types, accessible markup, and the import direction.

import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import { globalIgnores } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

// app → features → components → lib. Features do not import each other; within a feature, imports
// are relative.
function mayNotImport(files, group) {
  const message = 'Imports go one way: app → features → components → lib.';
  const rule = ['error', { patterns: [{ group, message }] }];
  return { files, rules: { 'no-restricted-imports': rule } };
}

export default tseslint.config(
  globalIgnores(['dist', 'src/lib/api/schema.d.ts']),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  { files: ['**/*.{js,mjs}'], ...tseslint.configs.disableTypeChecked },
  { files: ['scripts/*', 'build/*.ts'], languageOptions: { globals: globals.node } },
  {
    files: ['public/*', 'build/service-worker.js'],
    languageOptions: { globals: { ...globals.browser, ...globals.serviceworker } },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    extends: [jsxA11y.flatConfigs.strict, reactHooks.configs.flat.recommended],
  },
  mayNotImport(['src/features/**'], ['@/app/*', '@/features/*', '../../*']),
  mayNotImport(['src/components/**'], ['@/app/*', '@/features/*']),
  mayNotImport(['src/lib/**'], ['@/app/*', '@/features/*', '@/components/*']),
);
