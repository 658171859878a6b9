/** From a meeting to a stranger who checks its record: what an organiser downloads holds, and does not with one character altered. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readProofFile, writeProofFile } from '@sabha/audit/proof-file';
import { translator } from '@sabha/i18n/translator';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { main } from '../packages/audit/cli/main.ts';
import { schedule, type Scheduled } from './platform/api.ts';
import * as room from './platform/room.ts';
import { openStage, type Person } from './platform/stage.ts';
import { guestAtDoor } from './scenes/cast.ts';
import { faultsOf } from './scenes/look.ts';

const [en, hi] = [translator('en', 'verify', 'records'), translator('hi', 'verify')];
const stage = openStage();
const { platform } = stage;

let home: string;
let host: Person;
let meeting: Scheduled;
let file: string;
let key: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sabha-verify-'));
  file = join(home, 'proof.json');
  key = (await (await fetch(`${platform.origin}/audit/key`)).text()).trim();
  host = await stage.official('scheduler');
  meeting = await schedule(host.api, { title: 'Dam safety' });
  await room.joinByAccount(host, platform, { meeting, who: 'scheduler' });
  await host.api.must('room.pass', { joinCode: meeting.joinCode });
  const { meetingId } = meeting;
  const places: string[] = [];
  for (const name of ['Lata Rao', 'Nobody Known']) {
    const { participantId } = await guestAtDoor(stage, meeting, { locale: 'en', name });
    places.push(participantId);
    await host.api.must('host.admit', { meetingId, participantId });
  }
  await host.api.must('host.remove', { meetingId, participantId: places[1] });
  await host.api.must('host.lock', { meetingId, locked: true });
  await changeARole();
  await host.api.must('host.end', { meetingId });
}, 120_000);
afterAll(() => rm(home, { recursive: true }));

async function changeARole(): Promise<void> {
  const administrator = await stage.official('administrator');
  const members = await administrator.api.mustQuery<{ membershipId: string; role: string }[]>('organisation.members');
  const member = members.find(({ role }) => role === 'member');
  if (!member) throw new Error('the demonstration has no plain member');
  for (const role of ['host', 'member'])
    await administrator.api.must('organisation.setRole', { membershipId: member.membershipId, role });
}

/** Until everything so far is under a signed head. */
async function download(page: Page): Promise<string> {
  const link = `${platform.origin}/meetings/${meeting.meetingId}/proof`;
  const text = async () => (await page.context().request.get(link)).text();
  await expect.poll(text, { timeout: 30_000, interval: 500 }).toContain('sabha.audit/proofs/v1');
  await expect
    .poll(
      async () =>
        readProofFile(await text())
          .proofs.map(({ leaf }) => Buffer.from(leaf).toString())
          .join(),
      { timeout: 30_000, interval: 500 },
    )
    .toContain('meeting.ended');
  await page.goto(`${platform.origin}/meetings/${meeting.meetingId}/record`);
  const downloaded = page.waitForEvent('download');
  await page.getByRole('link', { name: en('records.story.proof') }).click();
  await (await downloaded).saveAs(file);
  return readFile(file, 'utf8');
}

async function check(page: Page, text: string, t: typeof hi = en): Promise<void> {
  await page
    .getByLabel(t('verify.file'))
    .setInputFiles({ name: 'proof.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: t('verify.check') }).click();
}

async function byCommand(text: string) {
  const altered = join(home, 'altered.json');
  await writeFile(altered, text);
  let said = '';
  const say = (part: string) => void (said += part);
  return { code: await main(['verify', altered, '--key', key], { out: say, err: say }), said };
}

/** The proof of the removal, with something of it changed as whoever holds the file could. */
function altered(text: string, change: (proof: ReturnType<typeof readProofFile>['proofs'][number]) => object): string {
  const { proofs, isCut } = readProofFile(text);
  const at = proofs.findIndex(({ leaf }) => Buffer.from(leaf).toString().includes('host.removed'));
  const proof = proofs[at];
  if (!proof) throw new Error('the removal is not in the file');
  return writeProofFile({ proofs: proofs.with(at, { ...proof, ...change(proof) }), isCut });
}
const flip = (bytes: Uint8Array, at: number) => Uint8Array.from(bytes, (byte, place) => (place === at ? byte ^ 1 : byte));

test('what an organiser downloads is checked by the command and by the page of anybody, and with one character altered is not', async () => {
  const text = await download(await host.context.newPage());
  expect(await byCommand(text)).toMatchObject({ code: 0 });

  const stranger = await stage.citizen();
  const { page } = stranger;
  await page.goto(`${platform.origin}/`);
  await page
    .getByRole('contentinfo')
    .getByRole('link', { name: en('verify.open') })
    .click();
  await page.getByRole('heading', { level: 1, name: en('verify.title') }).waitFor();
  await page.waitForLoadState('networkidle');
  const asked: string[] = [];
  page.on('request', (request) => void asked.push(request.url()));
  await check(page, text);
  await page.getByText(en('verify.holds')).waitFor();
  await page.getByText(en('verify.byBrowser')).waitFor();
  const listed = (await page.getByRole('main').getByRole('listitem').allInnerTexts()).join('\n');
  for (const event of ['door.admitted', 'host.removed', 'meeting.locked', 'meeting.ended']) expect(listed).toContain(event);

  const damages = [
    [
      'not_in_log',
      altered(text, ({ leaf }) => ({
        leaf: Uint8Array.from(Buffer.from(Buffer.from(leaf).toString().replace('host.removed', 'host.admires'))),
      })),
    ],
    ['not_in_log', altered(text, ({ hashes }) => ({ hashes: hashes.map((hash, at) => (at === 0 ? flip(hash, 0) : hash)) }))],
    [
      'value_differs',
      altered(text, ({ disclosed }) => ({
        disclosed: { ...disclosed, subject: { ...disclosed.subject, value: 'somebody-else' } },
      })),
    ],
    ['bad_signature', altered(text, ({ checkpoint }) => ({ checkpoint: checkpoint.replace(/\n\d+\n/, '\n7\n') }))],
    ['not_a_file', text.slice(0, -40)],
  ] as const;
  for (const [fault, damaged] of damages) {
    expect(await byCommand(damaged), fault).toMatchObject({ code: 1 });
    await check(page, damaged);
    const value = en('verify.value.subject');
    await page.getByText(en(`verify.fault.${fault}`, { value })).waitFor();
    expect(await page.getByText(en('verify.holds')).count()).toBe(0);
  }
  await check(page, text);
  await page.getByText(en('verify.holds')).waitFor();
  expect(asked, 'nothing left the page after it was opened').toEqual([]);
});

test('in Hindi, by keyboard and for any eye; by another key it is not believed', async () => {
  const text = await readFile(file, 'utf8');
  const reader = await stage.citizen({ locale: 'hi-IN' });
  const { page } = reader;
  await page.goto(`${platform.origin}/verify`);
  await page.getByRole('heading', { level: 1, name: hi('verify.title') }).waitFor();
  await page.waitForLoadState('networkidle');
  expect(await faultsOf(page, 'hi')).toEqual([]);
  await page.getByRole('button', { name: hi('verify.check') }).focus();
  await page.keyboard.press('Enter');
  await page.getByText(hi('verify.noFile')).waitFor();
  await check(page, text, hi);
  await page.getByText(hi('verify.holds')).waitFor();
  expect(await faultsOf(page, 'hi')).toEqual([]);
  await page.getByLabel(hi('verify.keys')).fill(key.replace(/\+[0-9a-f]{8}\+/, '+00000000+'));
  await page.getByRole('button', { name: hi('verify.check') }).click();
  await page.getByText(hi('verify.fault.bad_key')).waitFor();
  expect(await faultsOf(page, 'hi')).toEqual([]);
});

test('without a script the page says how else', async () => {
  const { page } = await stage.citizen({ javaScript: false });
  await page.goto(`${platform.origin}/verify`);
  await page.getByText('npx sabha-audit verify').waitFor();
  // Where only the debugger turns scripts off, Chromium does not show what stands in `noscript`.
  expect(await page.content()).toContain(`<noscript><p class="max-w-text font-semibold">${en('verify.noScript')}`);
});
