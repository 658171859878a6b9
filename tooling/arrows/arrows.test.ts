import { cruise, type IForbiddenRuleType, type IReporterOutput } from 'dependency-cruiser';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

type Config = Readonly<{ forbidden: readonly IForbiddenRuleType[]; options: Readonly<Record<string, unknown>> }>;
const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as Config;

const workspaces = [
  ...['domain', 'audit', 'i18n', 'db', 'media', 'api'].map((name) => `packages/${name}`),
  'apps/worker',
  'apps/witness',
  'apps/portal',
  'infra/local',
  'infra/residency',
  'infra/livekit',
  'loadtests/capacity',
];
let root: string;

/** A small repository with the same folders and the same way of resolving `@sabha/<name>/<file>` as the real one. */
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'arrows-'));
  mkdirSync(join(root, 'node_modules/@sabha'), { recursive: true });
  write('package.json', '{}');
  write('node_modules/react/package.json', '{"name":"react","main":"index.js"}');
  write('node_modules/react/index.js', 'module.exports = {};');
  for (const workspace of workspaces) {
    const name = `@sabha/${workspace.split('/')[1] ?? ''}`;
    write(`${workspace}/package.json`, JSON.stringify({ name, type: 'module', exports: { './*': './src/*.ts' } }));
    write(`${workspace}/src/thing.ts`, 'export const thing = 1;\n');
    symlinkSync(join(root, workspace), join(root, 'node_modules', name));
  }
  for (const folder of ['app', 'features', 'call', 'ui', 'trpc', 'auth']) {
    write(`apps/portal/src/${folder}/thing.ts`, 'export const thing = 1;\n');
  }
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Names of the rules that refuse a file at `path` with this text; a cycle counts for each file on it. */
async function refusals(path: string, text: string): Promise<string[]> {
  write(path, text);
  try {
    const { cache: _cache, ...options } = config.options;
    const outcome: IReporterOutput = await cruise(['apps', 'packages', 'infra', 'loadtests'], {
      ...options,
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: [...config.forbidden] },
    });
    if (typeof outcome.output === 'string') throw new Error(outcome.output);
    return outcome.output.summary.violations
      .filter((found) => found.from === path || found.cycle?.some((step) => step.name === path))
      .map((found) => found.rule.name);
  } finally {
    rmSync(join(root, path));
  }
}

const use = (specifier: string) => `import { thing } from '${specifier}';\nexport const again = thing;\n`;

const refused: readonly (readonly [rule: string, path: string, specifier: string])[] = [
  ['domain-needs-nobody', 'packages/domain/src/probe.ts', '@sabha/db/thing'],
  ['audit-needs-nobody', 'packages/audit/src/probe.ts', '@sabha/domain/thing'],
  ['i18n-needs-nobody', 'packages/i18n/src/probe.ts', '@sabha/domain/thing'],
  ['db-needs-domain-and-audit', 'packages/db/src/probe.ts', '@sabha/media/thing'],
  ['media-needs-domain', 'packages/media/src/probe.ts', '@sabha/db/thing'],
  ['api-needs-the-five-leaves', 'packages/api/src/probe.ts', '../../../infra/local/src/thing.ts'],
  ['portal-needs-api-domain-i18n', 'apps/portal/src/auth/probe.ts', '@sabha/db/thing'],
  ['worker-needs-api', 'apps/worker/src/probe.ts', '@sabha/db/thing'],
  ['witness-needs-audit', 'apps/witness/src/probe.ts', '@sabha/domain/thing'],
  ['livekit-config-needs-domain', 'infra/livekit/src/probe.ts', '@sabha/media/thing'],
  ['nobody-imports-an-app', 'packages/api/src/probe.ts', '../../../apps/portal/src/thing.ts'],
  ['nobody-imports-the-worker', 'infra/local/src/probe.ts', '@sabha/worker/thing'],
  ['nobody-imports-the-witness', 'infra/local/src/probe.ts', '@sabha/witness/thing'],
  ['residency-needs-domain-and-audit', 'infra/residency/src/probe.ts', '@sabha/db/thing'],
  ['loadtests-need-the-runner-and-contracts', 'loadtests/src/probe.ts', '@sabha/db/thing'],
  ['scenarios-run-in-k6', 'loadtests/scenarios/probe.ts', 'node:fs'],
  ['capacity-needs-domain-and-media', 'loadtests/capacity/src/probe.ts', '@sabha/db/thing'],
  ['nobody-imports-residency', 'packages/api/src/probe.ts', '@sabha/residency/thing'],
  ['core-without-runtime', 'packages/domain/src/probe.ts', 'node:fs'],
  ['core-without-framework', 'packages/domain/src/probe.ts', 'react'],
  ['ui-needs-nobody', 'apps/portal/src/ui/probe.ts', '../trpc/thing.ts'],
  ['call-needs-domain', 'apps/portal/src/call/probe.ts', '@sabha/i18n/thing'],
  ['call-without-react', 'apps/portal/src/call/probe.ts', 'react'],
  ['features-need-ui-call-trpc', 'apps/portal/src/features/probe.ts', '../auth/thing.ts'],
  ['features-need-ui-call-trpc', 'apps/portal/src/features/probe.ts', '@sabha/audit/thing'],
  ['verify-needs-audit', 'apps/portal/src/features/verify/probe.ts', '../../trpc/thing.ts'],
  ['routes-hold-no-rules', 'apps/portal/src/app/probe.ts', '../call/thing.ts'],
  ['server-stays-on-the-server', 'apps/portal/src/features/probe.ts', '@sabha/api/thing'],
  ['no-undeclared-package', 'packages/media/src/probe.ts', 'react'],
  ['not-to-unresolvable', 'packages/media/src/probe.ts', './not-there.ts'],
];

const allowed: readonly (readonly [path: string, specifier: string])[] = [
  ['packages/db/src/probe.ts', '@sabha/domain/thing'],
  ['packages/api/src/probe.ts', '@sabha/media/thing'],
  ['apps/portal/src/features/probe.ts', '../call/thing.ts'],
  ['apps/portal/src/app/probe.ts', '../features/thing.ts'],
  ['apps/portal/src/features/verify/probe.ts', '@sabha/audit/thing'],
  ['apps/worker/src/probe.ts', '@sabha/api/thing'],
  ['apps/witness/src/probe.ts', '@sabha/audit/thing'],
  ['infra/residency/src/probe.ts', '@sabha/domain/thing'],
  ['infra/residency/src/probe.ts', '@sabha/livekit/thing'],
  ['infra/local/src/probe.ts', '@sabha/residency/thing'],
];

describe('arrows', () => {
  test.each(refused)('%s refuses %s -> %s', async (rule, path, specifier) => {
    expect(await refusals(path, use(specifier))).toContain(rule);
  });

  test.each(allowed)('%s may import %s', async (path, specifier) => {
    const undeclared = 'no-undeclared-package'; // the small repository declares no dependencies
    expect((await refusals(path, use(specifier))).filter((rule) => rule !== undeclared)).toEqual([]);
  });

  test('no-circular refuses two files that need each other', async () => {
    write('packages/api/src/pair.ts', "export { again } from './probe.ts';\nexport const thing = 1;\n");
    expect(await refusals('packages/api/src/probe.ts', use('./pair.ts'))).toContain('no-circular');
    rmSync(join(root, 'packages/api/src/pair.ts'));
  });

  test('sources-without-tests refuses a source that imports a test', async () => {
    write('packages/api/src/case.test.ts', 'export const thing = 1;\n');
    expect(await refusals('packages/api/src/probe.ts', use('./case.test.ts'))).toContain('sources-without-tests');
    rmSync(join(root, 'packages/api/src/case.test.ts'));
  });

  test('tests-alone-start-services refuses a source that starts them', async () => {
    write('infra/local/src/testing/thing.ts', 'export const thing = 1;\n');
    const path = '../../../infra/local/src/testing/thing.ts';
    expect(await refusals('packages/api/src/probe.ts', use(path))).toContain('tests-alone-start-services');
    expect(await refusals('packages/api/src/probe.test.ts', use(path))).toEqual([]);
  });

  test('every rule has a remedy and a red control here', () => {
    const shown = new Set([
      ...refused.map(([rule]) => rule),
      'no-circular',
      'sources-without-tests',
      'tests-alone-start-services',
    ]);
    expect(config.forbidden.map((rule) => rule.name)).toEqual(expect.arrayContaining([...shown]));
    expect(config.forbidden.filter((rule) => !shown.has(rule.name ?? ''))).toEqual([]);
    for (const rule of config.forbidden) expect(rule.comment, rule.name).toMatch(/.{30}/);
  });
});
