import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOf, scenariosOf } from './scenarios.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const specs = readdirSync(join(root, 'docs/specs')).filter((name) => name.endsWith('.md'));

describe('specifications', () => {
  test.each(specs)('docs/specs/%s: every scenario names a test that runs', (name) => {
    const scenarios = scenariosOf(readFileSync(join(root, 'docs/specs', name), 'utf8'));
    expect(scenarios.length).toBeGreaterThan(0);
    const faults = scenarios.flatMap((scenario) => faultsOf(scenario, root).map((fault) => `${scenario.rule}: ${fault}`));
    expect(faults).toEqual([]);
  });
});

describe('the check itself', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'specs-'));
    const source = [
      "test('opens', () => {});",
      "test.skip('sleeps', () => {});",
      "test.each([['one']])('counts %s', () => {});",
      "describe.skip('night', () => { test('dreams', () => {}); });",
    ];
    writeFileSync(join(folder, 'door.test.ts'), source.join('\n'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const spec = (...named: string[]) =>
    scenariosOf(
      `# Door\n\n### It opens\n\n- GIVEN a\n- WHEN b\n- THEN c\n${named.map((name) => `- Test: \`${name}\`\n`).join('')}`,
    );
  const faults = (...named: string[]) => spec(...named).flatMap((scenario) => faultsOf(scenario, folder));

  test.each<[what: string, tests: string[], fault: RegExp | null]>([
    ['accepts a test that is there', ['door.test.ts#opens'], null],
    ['accepts the title of a table of tests', ['door.test.ts#counts %s'], null],
    ['refuses a file that is gone', ['gate.test.ts#opens'], /gate\.test\.ts, which is not there/],
    ['refuses a title that is gone', ['door.test.ts#closes'], /"closes", which door\.test\.ts no longer runs/],
    ['refuses a test that is skipped', ['door.test.ts#sleeps'], /no longer runs/],
    ['refuses a test in a skipped group', ['door.test.ts#dreams'], /no longer runs/],
    ['refuses a scenario without a test', [], /names no test/],
  ])('%s', (...[, tests, fault]) => {
    if (fault === null) expect(faults(...tests)).toEqual([]);
    else expect(faults(...tests).join()).toMatch(fault);
  });

  test('refuses a scenario without its THEN', () => {
    const [scenario] = scenariosOf('### It opens\n- GIVEN a\n- WHEN b\n- Test: `door.test.ts#opens`\n');
    expect(scenario && faultsOf(scenario, folder)).toEqual(['has no THEN']);
  });
});
