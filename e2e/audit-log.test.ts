/** The log of the running system, as an outsider has it: its public files, its key, and programs that nobody here wrote. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isMissing, needs } from '../infra/local/src/testing/requirement.ts';
import { buildVerifiers, type Verifiers } from '../packages/audit/interop/verifiers.ts';
import { damagesOf } from '../packages/audit/src/testing/damages.ts';
import { headOf, mirrorOf, writeFiles } from '../packages/audit/interop/mirror.ts';
import { readerOf } from '../packages/audit/src/testing/written-log.ts';
import { main } from '../packages/audit/cli/main.ts';
import { witnessVerifierOf } from '@sabha/audit/cosignature';
import { readVerifier } from '@sabha/audit/note';
import { translator } from '@sabha/i18n/translator';
import { verifyLog } from '@sabha/audit/log/verify';
import { schedule } from './platform/api.ts';
import * as room from './platform/room.ts';
import { openStage, type Person } from './platform/stage.ts';
import { guestAtDoor } from './scenes/cast.ts';

const stage = openStage();
const log = `${stage.platform.origin}/audit`;
let home: string;
let key: string;
let earlier: string;
let witness: string;

const textOf = (root: Uint8Array) => Buffer.from(root).toString('base64');
const sizeNow = async () => headOf(new Uint8Array(await (await fetch(`${log}/checkpoint`)).arrayBuffer())).size;
async function sabhaAudit(...args: string[]) {
  let said = '';
  const say = (text: string) => void (said += text);
  return { code: await main(args, { out: say, err: say }), said };
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sabha-log-'));
  key = (await (await fetch(`${log}/key`)).text()).trim();
  const { witnessKey } = JSON.parse(await readFile(join(stage.platform.home, 'secrets.json'), 'utf8')) as { witnessKey: string };
  witness = witnessVerifierOf(witnessKey);
  earlier = await writeFiles(join(home, 'earlier'), await mirrorOf(log));
});
afterAll(() => rm(home, { recursive: true }));

/** Host and guest, admission, a lock, a removal, an end: acts of every kind. */
async function aMeeting(): Promise<void> {
  const host: Person = await stage.official('scheduler');
  const meeting = await schedule(host.api, { title: 'Rain gauges' });
  await room.joinByAccount(host, stage.platform, { meeting, who: 'scheduler' });
  await host.api.must('room.pass', { joinCode: meeting.joinCode });
  const { participantId } = await guestAtDoor(stage, meeting, { locale: 'en', name: 'Farida Begum' });
  const { meetingId } = meeting;
  await host.api.must('host.admit', { meetingId, participantId });
  await host.api.must('host.lock', { meetingId, locked: true });
  await host.api.must('host.remove', { meetingId, participantId });
  const since = await sizeNow();
  const ended = performance.now();
  await host.api.must('host.end', { meetingId });
  await expect.poll(sizeNow, { timeout: 30_000, interval: 200 }).toBeGreaterThan(since);
  expect(performance.now() - ended, 'under a signed head within ten seconds').toBeLessThan(10_000);
}

test('what people did is under a signed head within ten seconds', aMeeting);

test('anybody verifies it over the web, from its first entry to its last, and that it grew', async () => {
  const { code, said } = await sabhaAudit(
    'verify',
    log,
    '--key',
    key,
    '--witness',
    witness,
    '--since',
    join(earlier, 'checkpoint'),
  );
  expect({ code, said }).toEqual({
    code: 0,
    said: expect.stringMatching(/^FITS {2}laptop\.sabha\.localhost\/audit: \d+ entries/) as string,
  });
  expect(said).toContain('laptop.sabha.localhost/witness vouched for it at');
  expect(said).toContain('it began as');
});

test('its files may be kept by whoever passes them on, and its head may not', async () => {
  const get = (path: string) => fetch(`${log}/${path}`);
  const size = await sizeNow();
  const checkpoint = await get('checkpoint');
  expect(checkpoint.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(checkpoint.headers.get('cache-control')).toBe('public, max-age=2, must-revalidate');
  const tile = await get(size >= 256 ? 'tile/0/000' : `tile/0/000.p/${String(size)}`);
  expect(tile.headers.get('content-type')).toBe('application/octet-stream');
  expect(tile.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(tile.headers.get('access-control-allow-origin'), 'a page elsewhere may check it, too').toBe('*');
  expect(tile.headers.get('set-cookie')).toBeNull();
  for (const path of ['tile/0/999', 'tile/0/0', 'tile/entries/x000/000', 'tile', 'tile/0/000.p/256', 'tile/0/..%2f..%2fkey'])
    expect((await get(path)).status, path).toBe(404);
});

test('it says nothing of persons', async () => {
  const entries = [...(await mirrorOf(log))].filter(([path]) => path.startsWith('tile/entries/'));
  const text = entries.map(([, bytes]) => Buffer.from(bytes).toString()).join('');
  expect(text).toContain('host.removed');
  expect(text).not.toMatch(/Farida|Rahul|@|[0-9a-f]{8}-[0-9a-f]{4}-/);
});

const why = needs.go;
describe.skipIf(isMissing(why))(`programs that nobody here wrote${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
  let verifiers: Verifiers;
  let copies = 0;
  beforeAll(async () => {
    verifiers = await buildVerifiers();
  }, 700_000);
  afterAll(() => verifiers.remove());

  test('accept it, and that it grew', async () => {
    const files = await mirrorOf(log);
    const folder = await writeFiles(join(home, 'log'), files);
    const claim = { folder, key, root: textOf(headOf(files.get('checkpoint')).root) };
    expect(await verifiers.fsck(claim)).toMatchObject({ accepts: true });
    expect(await verifiers.sumdb({ ...claim, witness, since: join(earlier, 'checkpoint') })).toMatchObject({ accepts: true });
    const back = { ...claim, folder: earlier, root: textOf(headOf((await mirrorOf(log)).get('checkpoint')).root) };
    expect(await verifiers.sumdb({ ...back, since: join(folder, 'checkpoint') }), 'its tail cut off').toMatchObject({
      accepts: false,
    });
  });

  test('refuse it with any damage, and so does our own', async () => {
    const whole = await mirrorOf(log);
    const { root, size } = headOf(whole.get('checkpoint'));
    for (const damage of damagesOf(size)) {
      const files = new Map(whole);
      damage.do(files);
      const folder = await writeFiles(join(home, `damaged-${String(copies++)}`), files);
      const claim = { folder, key, root: textOf(root) };
      const [sumdb, fsck] = await Promise.all([verifiers.sumdb(claim), verifiers.fsck(claim)]);
      expect([sumdb.accepts, fsck.accepts], damage.name).toEqual([false, false]);
      const trust = { origin: readVerifier(key).name, verifiers: [readVerifier(key)], witnesses: [], quorum: 0 };
      await expect(verifyLog(readerOf(files), trust), damage.name).rejects.toThrow(damage.says);
    }
  });
});

test('an organiser takes the proof of a meeting from its page; it is checked offline, and with one character altered it is not', async () => {
  const host = await stage.official('scheduler');
  const { meetingId } = await schedule(host.api, { title: 'Rain gauges again' });
  const t = translator('en', 'receipt');
  await host.page.goto(`${stage.platform.origin}/meetings/${meetingId}/receipt`);
  const proof = `${stage.platform.origin}/meetings/${meetingId}/proof`;
  const isThere = async () => (await host.context.request.get(proof)).status();
  await expect.poll(isThere, { timeout: 15_000, interval: 500, message: 'signed by now' }).toBe(200);
  const coming = host.page.waitForEvent('download');
  await host.page.getByRole('link', { name: t('receipt.proofDownload') }).click();
  const file = join(home, 'proof.json');
  await (await coming).saveAs(file);
  const whole = await sabhaAudit('verify', file, '--key', key, '--witness', witness);
  expect(whole.said).toMatch(/FITS {2}entry \d+ of the \d+ of laptop\.sabha\.localhost\/audit\n +\S+Z meeting\.scheduled ok/);
  expect(whole.code).toBe(0);
  const text = await readFile(file, 'utf8');
  const [extra = ''] = /extra [A-Za-z0-9+/=]+/.exec(text) ?? [];
  const altered = Buffer.from(
    Buffer.from(extra.slice(6), 'base64').toString().replace(meetingId, meetingId.replace(/.$/, '~')),
  ).toString('base64');
  await writeFile(file, text.replace(extra, `extra ${altered}`));
  expect(await sabhaAudit('verify', file, '--key', key)).toEqual({
    code: 1,
    said: 'DOES NOT FIT  What is disclosed as "meeting" is not what the entry was made with.\n',
  });
});
