import { translator } from '@sabha/i18n/translator';
import type { BrowserServer } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AttendanceRow } from '@sabha/domain/meeting/contract';
import { schedule, type Scheduled } from './platform/api.ts';
import { connectBrowser, serveBrowser } from './platform/browser.ts';
import { startOwnInstance, type OwnInstance } from './platform/instance.ts';
import { expectFramesToFlow, expectSilence, expectSound, received } from './platform/peers.ts';
import * as room from './platform/room.ts';
import { Stage, type Person } from './platform/stage.ts';

/** Parts of the platform are killed here, so it has one of its own; and each of the two people sits at a browser of their own. */
const t = translator('en', 'call');
const guestName = 'Farida Begum';

/** How long the media server waits for a browser that says nothing more (packages/media/src/webhook.ts). */
const SILENCE_MS = 20_000;

let instance: OwnInstance;
let hostStage: Stage;
let guestStage: Stage;
let guestBrowser: BrowserServer;
let host: Person;
let guest: Person;
let meeting: Scheduled;

beforeAll(async () => {
  instance = await startOwnInstance();
  const { platform } = instance;
  guestBrowser = await serveBrowser();
  [hostStage, guestStage] = [new Stage(platform), new Stage(platform)];
  await Promise.all([hostStage.open(), guestStage.open(connectBrowser(guestBrowser))]);
  host = await hostStage.official('scheduler');
  meeting = await schedule(host.api, { title: 'Flood control room' });
  await room.joinByAccount(host, platform, { meeting, who: 'scheduler' });
  await room.goOn(host.page);
  await room.controls(host.page).waitFor();
  guest = await guestStage.citizen();
  await room.askToJoin(guest, platform, { meeting, name: guestName });
  await room.goOn(guest.page);
  await room.waitingRoom(guest.page).waitFor();
  await room.admit(host.page, guestName);
});

afterAll(async () => {
  await Promise.all([hostStage.close(), guestBrowser.kill()]);
  await instance.stop();
});

/** Kills a part without a word, and answers with a way to wait until the runner has brought it back. */
function kill(name: 'portal' | 'livekit'): () => Promise<void> {
  const { pid } = instance.part(name);
  process.kill(pid!, 'SIGKILL');
  return async () => {
    const isBack = () => instance.part(name).pid !== pid && instance.part(name).state === 'healthy';
    await expect.poll(isBack, { timeout: 60_000, interval: 200, message: `${name} is back` }).toBe(true);
  };
}

/** What each of the two has decoded between the portal's first silence and its last before it was back. */
async function framesWithoutPortal(): Promise<readonly number[]> {
  const answers = () =>
    fetch(`${instance.platform.origin}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  const decoded = () => Promise.all([host, guest].map(async ({ page }) => (await received(page)).framesDecoded));
  expect(await answers(), 'a portal that was killed').toBe(false);
  const atFirst = await decoded();
  let atLast = atFirst;
  for (let now = atFirst; !(await answers()); now = await decoded()) atLast = now;
  return atLast.map((frames, person) => frames - (atFirst[person] ?? 0));
}

test('the portal is killed: pictures go on, it comes back by itself, and the host has control again', async () => {
  await Promise.all([host, guest].map(({ page }) => expectFramesToFlow(page)));
  const untilBack = kill('portal');
  for (const [index, frames] of (await framesWithoutPortal()).entries()) {
    expect(frames, `frames decoded by person ${index} while nobody answered at /healthz`).toBeGreaterThanOrEqual(5);
  }
  await untilBack();
  await Promise.all([host, guest].map(({ page }) => expectFramesToFlow(page)));
  await expectSound(host.page);
  await room.controlPerson(host.page, guestName, 'mute');
  await expectSilence(host.page);
  await guest.page.getByText(t('call.notice.microphone.muted_by_host')).waitFor();
  // The live channel has connected again too: a newcomer shows up without a reload.
  const late = await hostStage.citizen();
  await room.askToJoin(late, instance.platform, { meeting, name: 'Late Comer' });
  const panel = await room.openPeople(host.page);
  await panel.getByRole('button', { name: t('call.admitName', { name: 'Late Comer' }) }).waitFor({ timeout: 45_000 });
  await late.context.close();
});

test('the media server is killed: it comes back by itself, and so do both browsers, with pictures', async () => {
  const untilBack = kill('livekit');
  await untilBack();
  for (const { page } of [host, guest]) {
    // Of peers that are closed nothing is counted, so what is decoded from here on came by the new server.
    await expect
      .poll(async () => (await received(page)).videoStreams, { timeout: 60_000, message: 'pictures by the new media server' })
      .toBe(1);
    await expectFramesToFlow(page);
  }
  await expectSound(guest.page);
});

test("a browser is killed: its person's attendance is closed, without a word from it", async () => {
  const rows = async () =>
    (await host.api.mustQuery<readonly AttendanceRow[]>('meeting.attendance', { meetingId: meeting.meetingId })).filter(
      ({ displayName }) => displayName === guestName,
    );
  // The media server was killed before: the books have its end and their coming back within a turn of the reconciler or two.
  await expect
    .poll(async () => (await rows()).filter(({ leftAt }) => leftAt === null), { timeout: 40_000, message: 'one open stay' })
    .toHaveLength(1);
  const killedAt = Date.now();
  guestBrowser.process().kill('SIGKILL');
  await expect
    .poll(async () => (await rows()).filter(({ leftAt }) => leftAt === null), {
      timeout: SILENCE_MS + 8_000,
      interval: 250,
      message: 'still open',
    })
    .toEqual([]);
  // By the clock of the silence, not of its discovery; in whole seconds, as webhooks tell the time.
  const left = Math.max(...(await rows()).map(({ leftAt }) => Date.parse(leftAt ?? '')));
  expect(left - killedAt, 'milliseconds from the kill to the departure in the books').toBeGreaterThanOrEqual(-1_500);
  expect(left - killedAt).toBeLessThan(3_000);
  await room.tileOf(host.page, guestName).waitFor({ state: 'detached' });
});
