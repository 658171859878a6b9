import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CALL_CODE_FILE, listCallCode } from './list-call-code.ts';

const room = 'server/app/j/[joinCode]/room';
let dist: string;

beforeEach(async () => {
  dist = await mkdtemp(join(tmpdir(), 'sabha-dist-'));
});
afterEach(() => rm(dist, { recursive: true, force: true }));

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(dist, path)), { recursive: true });
    await writeFile(join(dist, path), text);
  }
}

const chunk = (name: string) => `static/chunks/${name}.js`;

/** As Turbopack writes it, cut to what is read. */
function manifest(clientModules: Readonly<Record<string, readonly string[]>>): string {
  const modules = Object.entries(clientModules).map(([path, chunks]) => [
    `[project]/apps/portal/src${path}`,
    { id: 1, chunks: chunks.map((name) => `/_next/${chunk(name)}`) },
  ]);
  const text = JSON.stringify({
    clientModules: Object.fromEntries(modules) as unknown,
    ssrModuleMapping: { 1: { chunks: ['server/chunks/ssr/secret.js'] } },
    entryCSSFiles: { layout: [{ path: 'static/chunks/room.css' }] },
  });
  return `globalThis.__RSC_MANIFEST = globalThis.__RSC_MANIFEST || {};\nglobalThis.__RSC_MANIFEST["/j/[joinCode]/room/page"] = ${text};\n`;
}

const built = {
  [`${room}/page/build-manifest.json`]: JSON.stringify({ rootMainFiles: [chunk('main')] }),
  [chunk('main')]: '// nothing more',
  [chunk('island')]: `import(["${chunk('livekit-1~a')}","${chunk('main')}"])`,
  [chunk('livekit-1~a')]: `import("${chunk('deeper')}")`,
  [chunk('deeper')]: '',
  [chunk('errors')]: `import("${chunk('all-languages')}")`,
  [chunk('all-languages')]: '',
  [chunk('other-page')]: '',
};

it('follows the island to what it imports later, nothing else, and names each file once', async () => {
  const modules = { '/features/lobby/room-island.tsx': ['island'], '/features/site/error-text.tsx': ['errors'] };
  await put({ ...built, [`${room}/page_client-reference-manifest.js`]: manifest(modules) });
  const list = await listCallCode(dist);
  expect(list.toSorted()).toEqual([
    ...['deeper', 'errors', 'island', 'livekit-1~a', 'main'].map(chunk),
    'static/chunks/room.css',
  ]);
  expect(JSON.parse(await readFile(join(dist, CALL_CODE_FILE), 'utf8'))).toEqual(list);
});

describe('fails the build, for a door that fetches nothing ahead would go unseen', () => {
  it('when the room cannot be found', () => expect(listCallCode(dist)).rejects.toThrow('ENOENT'));

  it('when its island has gone elsewhere', async () => {
    const modules = { '/features/lobby/moved.tsx': ['island'] };
    await put({ ...built, [`${room}/page_client-reference-manifest.js`]: manifest(modules) });
    await expect(listCallCode(dist)).rejects.toThrow('room-island.tsx');
  });
});
