/**
 * One config for the whole repository. Each of our own guards carries its remedy in the message and has a red control in
 * tooling/lint/lint.test.ts; the arrows between packages are in .dependency-cruiser.cjs.
 */
import comments from '@eslint-community/eslint-plugin-eslint-comments';
import { defineConfig, globalIgnores } from 'eslint/config';
import a11y from 'eslint-plugin-jsx-a11y-x';
import hooks from 'eslint-plugin-react-hooks';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';
import { fileNames } from './tooling/lint/file-names.ts';
import * as refuse from './tooling/lint/restrictions.ts';
import { textFromCatalogs } from './tooling/lint/text-from-catalogs.ts';

const sabha = { rules: { 'file-names': fileNames, 'text-from-catalogs': textFromCatalogs } };

const tests = ['**/*.test.{ts,tsx}'];
const browserTests = ['e2e/**/*.ts', 'infra/local/test/**/*.ts', 'loadtests/test/**/*.ts'];
const globalSetups = ['**/global-setup.ts'];
const configs = ['*.config.{js,ts,mjs}', '**/*.config.{js,ts,mjs}'];
const nextRoutes = ['apps/portal/src/{app,pages}/**/*.{ts,tsx}', 'apps/portal/src/proxy.ts'];
const pure = ['packages/{domain,i18n}/src/**/*.ts', 'packages/audit/src/**/*.ts'];
/** The runner starts processes: it hands them their environment, speaks to the console and makes the database's roles. */
const runner = ['infra/local/**/*.{ts,mjs}', 'loadtests/src/{k6,platform}/**/*.ts'];
const commands = ['**/bin/**/*.{ts,mjs}'];

const modules = (...patterns) => ['error', { patterns }];
const syntax = (...selectors) => ['error', ...selectors];
const everywhere = [refuse.defaultExport, ...refuse.environment, refuse.rawSql, ...refuse.fixedWaits];
const except = (...dropped) => everywhere.filter((restriction) => !dropped.includes(restriction));

export default defineConfig(
  globalIgnores([
    '**/.next/',
    '**/.sabha/',
    '**/.turbo/',
    '**/coverage/',
    '**/next-env.d.ts',
    'packages/db/migrations/',
    '**/generated/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  // Sources ------------------------------------------------------------------------------------------------------------
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/max-params': ['error', { max: 3 }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/prefer-nullish-coalescing': 'error',
      // An async function that awaits nothing still keeps the contract of the interface it implements.
      '@typescript-eslint/require-await': 'off',
      // Mapped types that come out empty are correct where a catalog or a router has no entry of that kind.
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      '@typescript-eslint/no-empty-object-type': ['error', { allowObjectTypes: 'always' }],
    },
  },
  {
    files: ['**/*.{ts,tsx,js,mjs,cjs}'],
    plugins: { sabha, 'eslint-comments': comments, regexp },
    rules: {
      'sabha/file-names': 'error',
      'eslint-comments/require-description': ['error', { ignore: ['eslint-enable'] }],
      'eslint-comments/no-unlimited-disable': 'error',
      'eslint-comments/disable-enable-pair': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'start' }],
      // A pattern that needs more than linear time lets one request stop a process: cut it differently, or scan by hand.
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
      'no-console': 'error',
      'max-lines': ['error', { max: 500 }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': syntax(...everywhere),
      'no-restricted-imports': modules(...refuse.databaseModules, ...refuse.mediaServerModules),
    },
  },

  // Zones --------------------------------------------------------------------------------------------------------------
  { files: nextRoutes, rules: { 'no-restricted-syntax': syntax(...except(refuse.defaultExport)) } },
  {
    files: ['apps/portal/**/*.tsx'],
    extends: [a11y.configs.strict],
    plugins: { 'react-hooks': hooks, sabha },
    rules: {
      'sabha/text-from-catalogs': 'error',
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      // Markup is longer than logic; a component over 80 lines still hides a second one.
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['apps/portal/src/**/*.ts'], plugins: { 'react-hooks': hooks }, rules: { 'react-hooks/rules-of-hooks': 'error' } },
  { files: ['**/env.ts'], rules: { 'no-restricted-syntax': syntax(...except(...refuse.environment)) } },
  {
    files: pure,
    rules: {
      'no-restricted-syntax': syntax(...everywhere, ...refuse.impure),
      'no-restricted-globals': ['error', ...refuse.impureGlobals],
      'no-restricted-imports': modules(...refuse.databaseModules, ...refuse.mediaServerModules, ...refuse.impureModules),
    },
  },
  {
    files: ['packages/db/**/*.ts'],
    rules: {
      'no-restricted-syntax': syntax(...except(refuse.rawSql)),
      'no-restricted-imports': modules(...refuse.mediaServerModules),
    },
  },
  { files: ['packages/media/**/*.ts'], rules: { 'no-restricted-imports': modules(...refuse.databaseModules) } },
  {
    files: runner,
    rules: {
      'no-console': 'off',
      'no-restricted-syntax': syntax(refuse.defaultExport, ...refuse.fixedWaits),
      'no-restricted-imports': modules(...refuse.mediaServerModules),
    },
  },
  // vitest takes what undoes a set-up only from a default export.
  { files: globalSetups, rules: { 'no-restricted-syntax': syntax(...refuse.fixedWaits) } },
  // A command is an edge of the system: it reads its own environment and speaks to whoever typed it.
  {
    files: commands,
    rules: { 'no-console': 'off', 'no-restricted-syntax': syntax(...except(...refuse.environment, refuse.rawSql)) },
  },
  {
    files: ['loadtests/{lib,scenarios}/**/*.ts'],
    rules: {
      // k6 shows what a script tells its console; it is all the log that a virtual user has.
      'no-console': 'off',
      // Its types call shapes classes; and whoever asks the portal says what the answer is.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  {
    files: configs,
    rules: { 'no-restricted-syntax': 'off', 'no-restricted-imports': 'off', 'max-lines-per-function': 'off' },
  },

  // Tests look behind the stores with SQL of their own; they are long lists of short cases ------------------------------
  {
    files: [...tests, ...browserTests],
    ignores: globalSetups,
    rules: {
      'max-lines': ['error', { max: 800 }],
      'max-lines-per-function': 'off',
      'no-restricted-syntax': syntax(refuse.defaultExport, ...refuse.fixedWaits),
      'no-restricted-globals': 'off',
      'no-restricted-imports': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: tests, rules: { 'no-restricted-syntax': syntax(refuse.defaultExport, ...refuse.sleepsInTests) } },
);
