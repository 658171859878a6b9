import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultOf, readGuards, type Guard } from './guard.ts';
import { makeScratch } from './scratch.ts';
import { tryGuard, verdictOf } from './try-guard.ts';

const checkout = join(import.meta.dirname, '../..');

describe('the list of guards', () => {
  test('names each guard once', () => {
    const names = readGuards().map(({ guard }) => guard);
    expect(names).toEqual([...new Set(names)]);
  });

  test('can be tried as it stands', () => {
    const faults = readGuards().map((guard) => [guard.guard, faultOf(guard, checkout)] as const);
    expect(faults.filter(([, fault]) => fault !== undefined)).toEqual([]);
  });
});

const door = 'packages/door/src/door.ts';
const guard: Guard = {
  guard: 'the door is shut',
  file: door,
  present: 'if (!known) return false;',
  absent: '',
  project: 'unit',
  tests: 'packages/door/src/door.test.ts',
  named: 'stranger',
};

/** A small repository that finds its own package as the real one does. */
let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'sabha-guarded-'));
  write(
    'vitest.config.ts',
    `export default { test: { projects: [{ test: { name: 'unit', include: ['packages/**/*.test.ts'] } }] } };`,
  );
  write('package.json', '{ "type": "module" }');
  write('packages/door/package.json', '{ "name": "@sabha/door", "type": "module", "exports": { "./*": "./src/*.ts" } }');
  write(
    door,
    'export function mayEnter(known) {\n  if (!known) return false;\n  return true;\n}\nexport const twice = [1, 1];\n',
  );
  const source = [
    `import { expect, test } from 'vitest';`,
    `import { mayEnter } from '@sabha/door/door';`,
    `test('a stranger stays out', () => expect(mayEnter(false)).toBe(false));`,
    `test('a friend comes in', () => expect(mayEnter(true)).toBe(true));`,
  ];
  write('packages/door/src/door.test.ts', source.join('\n'));
  mkdirSync(join(root, 'node_modules/@sabha'), { recursive: true });
  symlinkSync('../../packages/door', join(root, 'node_modules/@sabha/door'));
  symlinkSync(join(checkout, 'node_modules/vitest'), join(root, 'node_modules/vitest'));
});
afterAll(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

describe('a guard that is taken out', () => {
  test.each([
    ['red where its test misses it', {}, 'red'],
    ['GREEN where no test does', { named: 'friend' }, 'GREEN'],
    ['did not run where there is no such test', { named: 'enemy' }, 'did not run'],
    ['did not run where the file cannot be loaded any more', { absent: '} {' }, 'did not run'],
    ['not found where its text is gone', { present: 'if (known)' }, 'not found'],
  ] as const)('is %s', { timeout: 60_000 }, async (_, change, verdict) => {
    const scratch = makeScratch(root);
    try {
      expect(await tryGuard({ ...guard, ...change }, scratch.root)).toBe(verdict);
      expect(readFileSync(join(scratch.root, door), 'utf8')).toBe(readFileSync(join(root, door), 'utf8'));
    } finally {
      scratch.remove();
    }
  });

  test('a run without a result proves nothing', () => {
    expect(verdictOf({})).toBe('did not run');
    expect(verdictOf({ numFailedTests: 0, numPassedTests: 0 })).toBe('did not run');
  });
});

test.each([
  ['nothing', {}, undefined],
  ['a file that is gone', { file: 'packages/door/src/gate.ts' }, 'packages/door/src/gate.ts is gone'],
  ['a text that is gone', { present: 'if (known)' }, `${door} has its text 0 times`],
  ['a text that is there twice', { present: '1' }, `${door} has its text 2 times`],
  ['tests that are gone', { tests: 'packages/door/src/gate' }, 'no unit test is at packages/door/src/gate'],
  ['tests of another kind', { project: 'integration' }, 'no integration test is at packages/door/src/door.test.ts'],
] as const)('a guard with %s', (_, change, fault) => {
  expect(faultOf({ ...guard, ...change }, root)).toBe(fault);
});
