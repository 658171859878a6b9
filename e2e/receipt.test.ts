import { openNote, readVerifier } from '@sabha/audit/note';
import type { Receipt, ReceiptView } from '@sabha/domain/residency/receipt';
import { translator } from '@sabha/i18n/translator';
import { beforeAll, expect, test } from 'vitest';
import { schedule, type Scheduled } from './platform/api.ts';
import { nameStranger } from './platform/lying-server.ts';
import { expectFramesToFlow, iceServersOf } from './platform/peers.ts';
import * as room from './platform/room.ts';
import { openStage, type Person } from './platform/stage.ts';
import { faultsOf } from './scenes/look.ts';

const t = translator('en', 'call', 'receipt');
const hindi = translator('hi', 'receipt');
const stage = openStage();
const { platform } = stage;

let host: Person;
let meeting: Scheduled;

beforeAll(async () => {
  host = await stage.official('scheduler');
  meeting = await schedule(host.api, { title: 'Cyclone warning', options: { waitingRoom: 'off' } });
  await room.joinByAccount(host, platform, { meeting, who: 'scheduler' });
  await room.goOn(host.page);
  await room.controls(host.page).waitFor();
});

const view = () => host.api.mustQuery<ReceiptView>('receipt.get', { meetingId: meeting.meetingId });
async function receipt(): Promise<Receipt> {
  const read = await view();
  if (read.kind === 'broken') throw new Error('the receipt is broken');
  return read.receipt;
}
const within = { timeout: 45_000, interval: 500 };

test("everybody's browser reports the way it really goes, and everybody can read it in one sentence", async () => {
  const guest = await stage.citizen();
  await room.askToJoin(guest, platform, { meeting, name: 'Kamala Das' });
  await room.goOn(guest.page);
  await expectFramesToFlow(guest.page, 1);
  await expect
    .poll(receipt, { ...within, message: 'both sessions are reported, and the log agrees' })
    .toMatchObject({ sessions: { all: 2, direct: 2, unreported: 0 }, serverView: { agrees: 2 }, violations: { all: 0 } });
  for (const { page } of [host, guest]) {
    await room.pickFromMenu(page, 'route.title');
    const dialog = page.getByRole('dialog');
    await dialog.getByText(t('call.route.direct', { site: 'This machine' })).waitFor();
    await dialog.getByRole('button', { name: t('call.done') }).click();
  }
});

test('a media server that names a stranger ends the call before one packet, and it is recorded', async () => {
  const stranger = 'stun:192.0.2.1:3478';
  const guest = await stage.citizen();
  await nameStranger(guest.page, stranger);
  await room.askToJoin(guest, platform, { meeting, name: 'Led Astray' });
  await room.goOn(guest.page);
  await room.endScreen(guest.page, 'outside_country').waitFor();
  expect(await iceServersOf(guest.page)).not.toContain(stranger);
  await expect
    .poll(async () => (await receipt()).violations.listed, within)
    .toMatchObject([{ faults: ['ice_server'], done: 'client_left' }]);
});

test('the organiser reads one page, prints it on one sheet, and downloads the note that verifies', async () => {
  await room.endForAll(host.page);
  await room.endScreen(host.page, 'ended').waitFor();
  await expect.poll(async () => (await view()).kind, { timeout: 90_000, interval: 1_000 }).toBe('signed');

  const page = await host.context.newPage();
  await page.goto(`${platform.origin}/meetings/${meeting.meetingId}`);
  await page.getByRole('link', { name: t('receipt.open') }).click();
  await page.getByRole('heading', { level: 1, name: t('receipt.title') }).waitFor();
  await page.getByText(t('receipt.fault.ice_server')).waitFor();
  await page.getByText(t('receipt.limit.end_points_not_paths')).waitFor();
  const sheets = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g);
  expect(sheets).toHaveLength(1);

  expect(await faultsOf(page, 'en')).toEqual([]);

  const link = page.getByRole('link', { name: t('receipt.download') });
  const answer = await host.context.request.get(new URL((await link.getAttribute('href')) ?? '', platform.origin).href);
  expect(answer.headers()['content-disposition']).toContain('attachment');
  const read = await view();
  await page.getByText(read.verifier, { exact: true }).waitFor();
  const { text } = openNote(await answer.text(), [readVerifier(read.verifier)]);
  expect(JSON.parse(text.split('\n')[1] ?? '')).toEqual(read.kind === 'signed' && read.receipt);

  const outsider = await stage.official('outsider');
  for (const path of ['receipt', 'receipt/note']) {
    const refused = await outsider.context.request.get(`${platform.origin}/meetings/${meeting.meetingId}/${path}`);
    expect(refused.status(), path).toBe(404);
  }
  await host.context.addCookies([{ name: 'sabha-locale', value: 'hi', url: platform.origin }]);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: hindi('receipt.title') }).waitFor();
  expect(await faultsOf(page, 'hi')).toEqual([]);
});
