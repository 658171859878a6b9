import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BuildStore, type BuildUser } from './build-store.ts';
import { obtainBuild, type Workshop } from './obtain-build.ts';
import { thisProcess } from './record.ts';

const digestOf = (letter: string) => letter.repeat(64);
const [old, current] = [digestOf('a'), digestOf('b')];

let root: string;
let store: BuildStore;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sabha-builds-'));
  store = new BuildStore(root);
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const me = (): BuildUser => ({ runner: thisProcess(), home: join(root, 'home') });
const dead = () => ({ pid: spawnSync('true').pid, startedAt: 'another-boot/1' });

async function publish(digest: string): Promise<void> {
  put('work/BUILD_ID', digest);
  await store.publish(digest);
}

describe('a finished build', () => {
  test('is whole, without what is only for the next build, and with its links as they were', async () => {
    put('work/static/chunks/a.js', 'old');
    put('work/cache/turbopack/big', 'cache');
    put('work/server/cache/page.js', 'page');
    symlinkSync('../../../../node_modules/pino', join(root, 'work/pino'));
    await publish(old);
    expect(readdirSync(store.folderOf(old)).toSorted()).toEqual(['BUILD_ID', 'built-from', 'pino', 'server', 'static', 'users']);
    expect(readlinkSync(join(store.folderOf(old), 'pino'))).toBe('../../../../node_modules/pino');
  });

  test('stays as it is when the workshop is emptied and filled again', async () => {
    put('work/static/chunks/a.js', 'old');
    await publish(old);
    put('work/static/chunks/a.js', 'new');
    await publish(current);
    expect(readFileSync(join(store.folderOf(old), 'static/chunks/a.js'), 'utf8')).toBe('old');
  });

  test('is removed when it is out of date and nobody serves it, with whatever else lies about', async () => {
    await publish(old);
    await publish(current);
    put('server/page.js', 'of an earlier layout');
    put('building', '{}');
    await store.removeOthers(current);
    expect(readdirSync(root).toSorted()).toEqual(['bbbbbbbbbbbbbbbb', 'building', 'work']);
  });

  test('is kept while its runner lives, and no longer', async () => {
    await publish(old);
    const release = await store.claim(old, me());
    await store.removeOthers(current);
    expect(await store.has(old)).toBe(true);
    await release?.();
    await store.removeOthers(current);
    expect(await store.has(old)).toBe(false);
  });

  test.each([
    ['still lives', thisProcess, true],
    ['has ended too', dead, false],
  ])('is kept when its runner was killed and the portal %s: %s', async (_, portal, kept) => {
    await publish(old);
    put('home/instance.json', JSON.stringify({ runner: dead(), parts: [{ name: 'portal', process: portal() }] }));
    await store.claim(old, { ...me(), runner: dead() });
    await store.removeOthers(current);
    expect(await store.has(old)).toBe(kept);
  });

  test('that is not there cannot be claimed', async () => {
    expect(await store.claim(old, me())).toBeUndefined();
    put('aaaaaaaaaaaaaaaa/users/other', '');
    expect(await store.claim(old, me())).toBeUndefined();
  });
});

describe('obtaining a build', () => {
  /** Each build takes what the sources are at its beginning; `during` happens before its end. */
  function workshop(during: () => void = () => undefined) {
    const state = { digest: old, builds: [] as string[] };
    const made: Workshop = {
      store,
      signal: new AbortController().signal,
      digest: async () => state.digest,
      build: async () => {
        state.builds.push(state.digest);
        put('work/BUILD_ID', state.digest);
        during();
      },
    };
    return { state, made };
  }

  test('builds once, and again only for sources that have changed', async () => {
    const { state, made } = workshop();
    expect(await obtainBuild(made, me())).toMatchObject({ digest: old, note: 'built' });
    expect(await obtainBuild(made, me())).toMatchObject({ digest: old, note: 'unchanged' });
    state.digest = current;
    expect(await obtainBuild(made, me())).toMatchObject({ digest: current, note: 'built' });
    expect(state.builds).toEqual([old, current]);
    expect(existsSync(store.lockFile)).toBe(false);
  });

  test('two at once build once', async () => {
    const { state, made } = workshop();
    await Promise.all([obtainBuild(made, me()), obtainBuild(made, me())]);
    expect(state.builds).toEqual([old]);
  });

  test('sources that change meanwhile are built again, and the mixture goes by no name', async () => {
    const published = vi.spyOn(store, 'publish');
    const { state, made } = workshop(() => (state.digest = current));
    expect(await obtainBuild(made, me())).toMatchObject({ digest: current, note: 'built' });
    expect(published.mock.calls).toEqual([[current]]);
  });

  test('sources that never come to rest are a fault', async () => {
    let changes = 0;
    const { state, made } = workshop(() => (state.digest = digestOf(String((changes += 1)))));
    await expect(obtainBuild(made, me())).rejects.toThrow('changed during each of 3 builds');
  });

  test('a build that fails leaves the lock to the next', async () => {
    const { made } = workshop(() => {
      throw new Error('out of memory');
    });
    await expect(obtainBuild(made, me())).rejects.toThrow('out of memory');
    expect(existsSync(store.lockFile)).toBe(false);
  });
});
