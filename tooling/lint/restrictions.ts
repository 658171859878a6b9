/** Constructs that are refused, each with the way out. One list per zone, because eslint keeps one list per file. */
type Restriction = Readonly<{ selector: string; message: string }>;

export const defaultExport: Restriction = {
  selector: ':matches(ExportDefaultDeclaration, ExportSpecifier[exported.name="default"])',
  message: "Export it by name: only Next.js's own files and configuration files need a default export.",
};

const ENVIRONMENT = "Read the environment in the app's env.ts alone, parsed once by zod, and hand the value down.";
export const environment: readonly Restriction[] = [
  { selector: 'MemberExpression[object.name="process"][property.name="env"]', message: ENVIRONMENT },
  { selector: 'VariableDeclarator[init.name="process"] Property[key.name="env"]', message: ENVIRONMENT },
  {
    selector: 'ImportDeclaration[source.value=/^(node:)?process$/] > ImportSpecifier[imported.name="env"]',
    message: ENVIRONMENT,
  },
];

export const rawSql: Restriction = {
  selector: 'TaggedTemplateExpression[tag.name="sql"], TaggedTemplateExpression[tag.property.name="sql"]',
  message: 'SQL lives in packages/db: add a store there that names what is asked for, and call it.',
};

export const fixedWaits: readonly Restriction[] = [
  {
    selector: 'MemberExpression[property.name="waitForTimeout"]',
    message: 'A fixed wait is slow and flaky: wait for the state itself (locator, waitForFunction, poll with a reason).',
  },
];
export const sleepsInTests: readonly Restriction[] = [
  ...fixedWaits,
  {
    selector: 'NewExpression[callee.name="Promise"] CallExpression[callee.name="setTimeout"]',
    message:
      'No sleeps in tests: poll for the state and report why it was not reached (vi.waitFor, expect.poll), or fake the clock.',
  },
  {
    selector: 'ImportDeclaration[source.value=/^(node:)?timers.promises$/]',
    message:
      'No sleeps in tests: poll for the state and report why it was not reached (vi.waitFor, expect.poll), or fake the clock.',
  },
];

const HANDED = 'The core is pure: take it as a parameter, so that tests, browser, worker and auditor each hand in their own.';
/** No clock, no chance, no environment, no I/O in domain, audit and i18n. */
export const impure: readonly Restriction[] = [
  { selector: 'MemberExpression[object.name="Date"][property.name="now"]', message: `Date.now: ${HANDED}` },
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: `new Date(): ${HANDED}` },
  { selector: 'CallExpression[callee.name="Date"]', message: `Date(): ${HANDED}` },
  { selector: 'MemberExpression[object.name="Math"][property.name="random"]', message: `Math.random: ${HANDED}` },
  { selector: 'MemberExpression[object.property.name="Now"][object.object.name="Temporal"]', message: `Temporal.Now: ${HANDED}` },
  { selector: 'MemberExpression[property.name=/^(randomUUID|getRandomValues|randomBytes)$/]', message: `Randomness: ${HANDED}` },
  { selector: 'ImportSpecifier[imported.name=/^(randomUUID|randomBytes|randomInt)$/]', message: `Randomness: ${HANDED}` },
];
const IMPURE_GLOBALS = [
  'process',
  'performance',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'window',
  'document',
  'localStorage',
];
export const impureGlobals = IMPURE_GLOBALS.map((name) => ({ name, message: HANDED }));
/** Hashing (node:crypto) is a function of its input, so it may stay. */
export const impureModules = [
  {
    regex:
      '^(node:)?(fs|process|os|net|tls|http|https|dns|dgram|child_process|worker_threads|cluster|timers|perf_hooks|readline)(/.*)?$',
    message: HANDED,
  },
];

const ONLY_DB = 'Only packages/db talks to PostgreSQL: add a store there that names what is asked for, and call it.';
export const databaseModules = [{ regex: '^(drizzle-orm|postgres|pg)(/.*)?$', message: ONLY_DB }];
export const mediaServerModules = [
  {
    regex: '^livekit-server-sdk(/.*)?$',
    message: "Only packages/media knows the media server's SDK: call @sabha/media, or add the verb that is missing there.",
  },
];
