import { ESLint } from 'eslint';
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';
import { describe, expect, test } from 'vitest';

const cwd = fileURLToPath(new URL('../..', import.meta.url));
/** The real config; type information is left out, so that a case may name a file that does not exist. */
const untyped = new ESLint({ cwd, overrideConfig: [tseslint.configs.disableTypeChecked] });
const typed = new ESLint({ cwd });

/** What lint says to `code` at `path`, one `rule: message` per finding. */
async function findings(path: string, code: string, eslint = untyped): Promise<string[]> {
  const results = await eslint.lintText(code, { filePath: path, warnIgnored: true });
  return results.flatMap((result) => result.messages.map((found) => `${found.ruleId ?? 'fatal'}: ${found.message}`));
}

const api = 'packages/api/src/probe.ts';
const apiTest = 'packages/api/src/probe.test.ts';
const domain = 'packages/domain/src/probe.ts';
const page = 'apps/portal/src/features/home/home-page.tsx';
const lines = (count: number, line: string) => `${line}\n`.repeat(count);

/** Guard, where, what, and a word of the remedy that must be in the message. */
const refused: readonly (readonly [guard: string, path: string, code: string, remedy: RegExp])[] = [
  ['any', api, 'export const x = (y: any): void => void y;', /no-explicit-any/],
  ['default export', api, 'export default 1;', /Export it by name/],
  ['default export by specifier', api, 'const x = 1;\nexport { x as default };', /Export it by name/],
  ['process.env', api, 'export const x = process.env["PORT"];', /env\.ts/],
  ['process.env taken apart', api, 'const { env } = process;\nexport const x = env;', /env\.ts/],
  ['env imported', api, "import { env } from 'node:process';\nexport const x = env;", /env\.ts/],
  ['process.env in a route', 'apps/portal/src/app/page.tsx', 'export const x = process.env;', /env\.ts/],
  ['500 lines', api, lines(501, 'export {};'), /max-lines/],
  ['800 lines of tests', apiTest, lines(801, 'export {};'), /max-lines/],
  ['60 lines in a function', api, `export function f() {\n${lines(60, '  void 0;')}}`, /max-lines-per-function/],
  ['80 lines in a component', page, `export function F() {\n${lines(80, '  void 0;')}}`, /max-lines-per-function/],
  ['three parameters', api, 'export const f = (a: 1, b: 1, c: 1, d: 1) => [a, b, c, d];', /max-params/],
  ['file in camel case', 'packages/api/src/admitGuest.ts', 'export {};', /kebab-case.*admit-guest/],
  ['file named utils', 'packages/api/src/utils.ts', 'export {};', /name the rule, noun or use case/],
  ['folder named common', 'packages/api/src/common/thing.ts', 'export {};', /name the rule, noun or use case/],
  ['room-manager', 'packages/api/src/room-manager.ts', 'export {};', /name the rule, noun or use case/],
  ['console', api, "console.log('x');", /no-console/],
  ['a pattern of nested quantifiers', api, 'export const zone = /^[a-z]+(?:[_-][a-z_-]+)*$/;', /super-linear-backtracking/],
  ['a pattern of overlapping quantifiers', api, 'export const address = /^[^ ]+@[^ ]+$/;', /super-linear-backtracking/],
  ['a pattern that starts anew at every place', api, 'export const end = /[,\\s]+$/;', /super-linear-move/],
  [
    'waitForTimeout in a test',
    'e2e/door.test.ts',
    'export const f = (page: never) => page.waitForTimeout(1);',
    /wait for the state|poll for/,
  ],
  [
    'waitForTimeout beside it',
    'e2e/browser.ts',
    'export const f = (page: never) => page.waitForTimeout(1);',
    /wait for the state/,
  ],
  ['sleep in a test', apiTest, 'await new Promise((done) => setTimeout(done, 5));', /poll for the state/],
  ['timers/promises in a test', apiTest, "import { setTimeout } from 'node:timers/promises';\nawait setTimeout(5);", /poll for/],
  ['suppression without a reason', api, '// eslint-disable-next-line no-console\nconsole.log(1);', /require-description/],
  ['suppression of everything', api, '// eslint-disable-next-line -- noisy\nconsole.log(1);', /no-unlimited-disable/],
  [
    'suppression that hides nothing',
    api,
    '// eslint-disable-next-line no-console -- old\nexport {};',
    /no problems were reported/,
  ],
  ['ts-ignore', api, '// @ts-ignore\nexport const x = 1;', /ban-ts-comment/],
  ['TODO', api, '// TODO later\nexport {};', /no-warning-comments/],
  ['SQL outside db', api, 'export const x = sql`select 1`;', /packages\/db/],
  ['drizzle outside db', api, "import { eq } from 'drizzle-orm';\nexport const x = eq;", /packages\/db/],
  ['postgres outside db', api, "import postgres from 'postgres';\nexport const x = postgres;", /packages\/db/],
  [
    'livekit-server-sdk outside media',
    api,
    "import { AccessToken } from 'livekit-server-sdk';\nexport const x = AccessToken;",
    /@sabha\/media/,
  ],
  ['Date.now in the core', domain, 'export const x = Date.now();', /parameter/],
  ['new Date() in the core', domain, 'export const x = new Date();', /parameter/],
  ['Math.random in the core', domain, 'export const x = Math.random();', /parameter/],
  ['randomUUID in the core', domain, 'export const x = crypto.randomUUID();', /parameter/],
  ['process in the core', domain, 'export const x = process.argv;', /parameter/],
  [
    'fs in the core',
    'packages/audit/src/probe.ts',
    "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;",
    /parameter/,
  ],
  ['fetch in i18n', 'packages/i18n/src/probe.ts', "export const x = () => fetch('x');", /parameter/],
  ['text in JSX', page, 'export const F = () => <p>Join the meeting</p>;', /catalog/],
  ['text in a spoken attribute', page, 'export const F = () => <nav aria-label="Main menu" />;', /catalog/],
  ['text in braces', page, "export const F = () => <p>{'शामिल हों'}</p>;", /catalog/],
  ['image without alt', page, 'export const F = () => <img src="/x.svg" />;', /jsx-a11y-x/],
  [
    'hook in a condition',
    page,
    "import { useState } from 'react';\nexport function F(p: { a: boolean }) { if (p.a) useState(1); return null; }",
    /rules-of-hooks/,
  ],
];

const allowed: readonly (readonly [guard: string, path: string, code: string])[] = [
  ['default export in a route', 'apps/portal/src/app/page.tsx', 'export default function Page() {\n  return null;\n}\n'],
  ['route folders', 'apps/portal/src/app/(public)/j/[joinCode]/page.tsx', 'export const x = 1;\n'],
  ['the shell of the pages router', 'apps/portal/src/pages/_app.tsx', 'export default function App() {\n  return null;\n}\n'],
  [
    'a route named by its parameter',
    'apps/portal/src/pages/w/[joinCode].tsx',
    'export default function Page() {\n  return null;\n}\n',
  ],
  ['process.env in env.ts', 'apps/portal/src/env.ts', 'export const x = process.env;\n'],
  ['a clock that is handed in', domain, 'export const f = (now: Date): Date => new Date(now.getTime());\n'],
  ['drizzle in db', 'packages/db/src/probe.ts', "import { sql } from 'drizzle-orm';\nexport const x = sql`select 1`;\n"],
  [
    'livekit-server-sdk in media',
    'packages/media/src/probe.ts',
    "import { AccessToken } from 'livekit-server-sdk';\nexport const x = AccessToken;\n",
  ],
  [
    'hashing in audit',
    'packages/audit/src/probe.ts',
    "import { createHash } from 'node:crypto';\nexport const x = createHash;\n",
  ],
  ['console in a command', 'packages/db/bin/migrate.ts', "console.log('x');\n"],
  [
    'a suppression with its reason',
    api,
    '// eslint-disable-next-line no-console -- the only place where a crash can still speak\nconsole.log(1);\n',
  ],
  ['punctuation in JSX', page, 'export const F = () => <p>{1} / {2}</p>;\n'],
];

describe('lint', () => {
  test.each(refused)('refuses %s, with the remedy', async (...[, path, code, remedy]) => {
    expect((await findings(path, code)).join('\n')).toMatch(remedy);
  });

  test.each(allowed)('allows %s', async (...[, path, code]) => {
    expect(await findings(path, code)).toEqual([]);
  });

  test('refuses a promise that nobody waits for', async () => {
    const code = 'async function f(): Promise<void> {}\nf();\n';
    expect((await findings('packages/domain/src/errors.ts', code, typed)).join('\n')).toMatch(/no-floating-promises/);
  }, 30_000);

  test('refuses a switch that forgets a member of a closed list', async () => {
    const code =
      "export function f(x: 'a' | 'b'): number {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}\n";
    expect((await findings('packages/domain/src/errors.ts', code, typed)).join('\n')).toMatch(/switch-exhaustiveness-check/);
  }, 30_000);
});
