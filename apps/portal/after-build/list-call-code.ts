import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the door finds what to fetch ahead: a list of addresses below `/_next/`, made by the build. */
export const CALL_CODE_FILE = 'call-code.json';

const page = 'server/app/j/[joinCode]/room';
/** What it imports later is the call. What others import later (error texts in all languages) may never be needed. */
const island = '/features/lobby/room-island.tsx';
const asset = /static\/chunks\/[\w.~-]+\.(?:js|css)/g;

/**
 * Writes down every script and style that the room needs, so that the door can fetch them while the person types: those
 * its page names, and those that the island imports when it runs. Read out of the build, because Next.js keeps no such list.
 * @throws Error when the room or its island cannot be found: a door that fetches nothing ahead would go unseen
 */
export async function listCallCode(distDir: string): Promise<readonly string[]> {
  const { rootMainFiles } = JSON.parse(await readFile(join(distDir, page, 'page/build-manifest.json'), 'utf8')) as {
    rootMainFiles: readonly string[];
  };
  const manifest = await readFile(join(distDir, page, 'page_client-reference-manifest.js'), 'utf8');
  // A set that grows while it is walked is walked to its new end.
  const imported = new Set(chunksOfIsland(manifest));
  for (const file of imported) {
    if (!file.endsWith('.js')) continue;
    for (const deeper of assetsIn(await readFile(join(distDir, file), 'utf8'))) imported.add(deeper);
  }
  const list = [...new Set([...rootMainFiles, ...assetsIn(manifest), ...imported])];
  await writeFile(join(distDir, CALL_CODE_FILE), JSON.stringify(list));
  return list;
}

function chunksOfIsland(manifest: string): readonly string[] {
  const start = manifest.indexOf('] = ') + '] = '.length;
  const { clientModules } = JSON.parse(manifest.slice(start).replace(/;\s*$/, '')) as {
    clientModules: Readonly<Record<string, { chunks: readonly string[] }>>;
  };
  const own = Object.entries(clientModules).filter(([path]) => path.endsWith(island));
  if (own.length === 0) throw new Error(`the room's page has no ${island}: say in list-call-code.ts what stands for it`);
  return own.flatMap(([, { chunks }]) => chunks.flatMap(assetsIn));
}

function assetsIn(text: string): readonly string[] {
  return [...text.matchAll(asset)].map(([path]) => path);
}
