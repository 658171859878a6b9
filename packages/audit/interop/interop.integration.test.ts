import { base64 } from '@scure/base';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isMissing, needs } from '../../../infra/local/src/testing/requirement.ts';
import { readCheckpoint } from '../src/checkpoint.ts';
import { splitNote } from '../src/note.ts';
import { damagesOf, FORGED_SIZE, forgeriesOf } from '../src/testing/damages.ts';
import { type Files, leafOf, leavesOf, logKeys, witnessKeys, writeLog } from '../src/testing/written-log.ts';
import { buildVerifiers, type Claim, type Verifiers } from './verifiers.ts';

let verifiers: Verifiers;
let home: string;
const leaves = leavesOf(FORGED_SIZE);
const why = needs.go;

let logs = 0;
/** The files in a folder, and what is claimed of them: that they lead to the root of the log as it was before any damage. */
async function claimOf(files: Files, whole = files): Promise<Claim> {
  const folder = join(home, String(logs++));
  await mkdir(folder);
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  const { root } = readCheckpoint(splitNote(Buffer.from(whole.get('checkpoint') ?? []).toString()).text);
  return { folder, key: logKeys.verifier, root: base64.encode(root) };
}

describe.skipIf(isMissing(why))(`a log of ours${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'sabha-interop-'));
    verifiers = await buildVerifiers();
  }, 700_000);
  afterAll(async () => {
    await verifiers.remove();
    await rm(home, { recursive: true });
  });

  it.each([1, 256, 257, FORGED_SIZE])('of %d entries is accepted by programs that nobody here wrote', async (size) => {
    const claim = await claimOf(writeLog(leaves.slice(0, size)));
    expect(await verifiers.sumdb({ ...claim, witness: witnessKeys.verifier })).toMatchObject({ accepts: true });
    expect(await verifiers.fsck(claim)).toMatchObject({ accepts: true });
  });

  it('has grown from an older checkpoint, and from no other history', async () => {
    const claim = await claimOf(writeLog(leaves));
    const since = async (files: Files) => join((await claimOf(files)).folder, 'checkpoint');
    expect(await verifiers.sumdb({ ...claim, since: await since(writeLog(leaves.slice(0, 300))) })).toMatchObject({
      accepts: true,
    });
    const forked = await since(writeLog(leaves.slice(0, 300).with(9, leafOf(9, { seed: 'another' }))));
    expect(await verifiers.sumdb({ ...claim, since: forked })).toMatchObject({ accepts: false });
    const cut = await claimOf(writeLog(leaves.slice(0, 599)));
    expect(await verifiers.sumdb({ ...cut, since: join(claim.folder, 'checkpoint') })).toMatchObject({ accepts: false });
  });

  it('without its witness is refused where one is asked for', async () => {
    const files = writeLog(leaves);
    const note = Buffer.from(files.get('checkpoint') ?? []).toString();
    const claim = await claimOf(files.set('checkpoint', Buffer.from(note.replace(/\u2014 witness[^\n]+\n/, ''))));
    expect(await verifiers.sumdb(claim)).toMatchObject({ accepts: true });
    expect(await verifiers.sumdb({ ...claim, witness: witnessKeys.verifier })).toMatchObject({ accepts: false });
  });

  it.each([...damagesOf(leaves.length), ...forgeriesOf(leaves)])('with $name is refused by both', async (damage) => {
    const files = writeLog(leaves);
    damage.do(files);
    const claim = await claimOf(files, writeLog(leaves));
    expect(await verifiers.sumdb(claim)).toMatchObject({ accepts: false });
    expect(await verifiers.fsck(claim)).toMatchObject({ accepts: false });
  });
});
