import { translator } from '@sabha/i18n/translator';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { schedule, type Scheduled } from './platform/api.ts';
import { firstCamera, moreCameras, otherCamera } from './platform/browser.ts';
import { expectSilence, expectSound } from './platform/peers.ts';
import * as room from './platform/room.ts';
import { people } from './platform/sign-in.ts';
import { openStage, type Person } from './platform/stage.ts';
import { voiceFlag } from './platform/voice.ts';

const t = translator('en', 'call');
const stage = openStage({ flags: [moreCameras, voiceFlag(inject('platform').home)] });
const { platform } = stage;

const guestName = 'Farida Begum';
const hostName = people.scheduler;
const memberName = people.member;

/** Sends sound; one picture in the room is enough for what is asked here, and two cores encode for all. */
let host: Person;
/** Sends both. */
let guest: Person;
/** Sends nothing at first. */
let member: Person;
let meeting: Scheduled;

beforeAll(async () => {
  [host, member, guest] = [await stage.official('scheduler'), await stage.official('member'), await stage.citizen()];
  meeting = await schedule(host.api, { title: 'State of the bridges', options: { waitingRoom: 'off' } });
  await room.joinByAccount(host, platform, { meeting, who: 'scheduler' });
  await room.goOn(host.page, { camera: false });
  await room.controls(host.page).waitFor();
  await room.joinByAccount(member, platform, { meeting, who: 'member' });
  await room.goOn(member.page, { camera: false, microphone: false });
  await room.askToJoin(guest, platform, { meeting, name: guestName });
  await room.goOn(guest.page);
  for (const { page } of [guest, member]) await room.controls(page).waitFor();
});

const becomes = (what: string) => ({ timeout: 30_000, interval: 100, message: what });
const hasPicture = (page: Page, name: string) => room.tileOf(page, name).locator('video').count();
const isOn = (page: Page, device: 'microphone' | 'camera') => room.control(page, device).getAttribute('aria-pressed');

/** How many times larger the tile is than the largest of the others. */
async function largeness(page: Page, name: string): Promise<number> {
  const area = (tile: Element) => tile.clientWidth * tile.clientHeight;
  const own = await room.tileOf(page, name).evaluate(area);
  const others = page.locator('[data-tile]').filter({ hasNotText: name });
  return own / Math.max(...(await others.evaluateAll((tiles) => tiles.map((tile) => tile.clientWidth * tile.clientHeight))));
}

describe('who speaks', () => {
  test('stands in a ring of light on the pages of the others, until they are silent', async () => {
    await expect.poll(() => room.isLit(host.page, guestName), becomes('the ring of who speaks')).toBe(true);
    await expect.poll(() => room.isLit(guest.page, hostName), becomes('the ring of who speaks')).toBe(true);
    expect(await room.isLit(host.page, memberName), 'the ring of who is muted').toBe(false);
    await room.control(guest.page, 'microphone').click();
    await expect.poll(() => room.isLit(host.page, guestName), becomes('the ring of who fell silent')).toBe(false);
    await room.tileOf(host.page, guestName).getByText(t('call.microphoneOff')).waitFor({ state: 'attached' });
    await room.control(guest.page, 'microphone').click();
    await expect.poll(() => room.isLit(host.page, guestName), becomes('the ring of who speaks again')).toBe(true);
  });

  test('is large in the view of the speaker, unless somebody else is kept large', async () => {
    const { page } = host;
    await expect.poll(() => largeness(page, guestName), becomes('a grid of equals')).toBeCloseTo(1, 1);
    await room.pickFromMenu(page, 'speakerView');
    await expect.poll(() => largeness(page, guestName), becomes('the speaker large')).toBeGreaterThan(4);
    const pin = room.tileOf(page, memberName).getByRole('button', { name: t('call.pin', { name: memberName }) });
    await pin.click();
    await expect.poll(() => largeness(page, memberName), becomes('the pinned one large')).toBeGreaterThan(4);
    expect(await pin.getAttribute('aria-pressed')).toBe('true');
    await expect.poll(() => room.isLit(page, guestName), becomes('the other one goes on speaking')).toBe(true);
    await room.pickFromMenu(page, 'speakerView');
    expect(await largeness(page, memberName), 'in the grid too').toBeGreaterThan(4);
    await pin.click();
    await expect.poll(() => largeness(page, memberName), becomes('a grid of equals again')).toBeCloseTo(1, 1);
  });
});

describe('own devices', () => {
  test('are changed in mid-call: the others see the other camera and hear the other microphone', async () => {
    const { page } = guest;
    await room.pickFromMenu(page, 'devices');
    const dialog = page.getByRole('dialog', { name: t('call.devices') });
    const own = room.tileOf(page, guestName).locator('video');
    const label = () => own.evaluate((video: HTMLVideoElement) => (video.srcObject as MediaStream).getVideoTracks()[0]?.label);
    expect(await label()).toBe(firstCamera);
    await dialog.getByLabel(t('call.camera'), { exact: true }).selectOption({ label: otherCamera });
    await expect.poll(label, becomes('the camera in use')).toBe(otherCamera);
    await dialog.getByLabel(t('call.microphone'), { exact: true }).selectOption({ label: 'Fake Audio Input 2' });
    await dialog.getByLabel(t('call.speaker'), { exact: true }).selectOption({ label: 'Fake Audio Output 1' });
    const sinks = () =>
      page.locator('audio').evaluateAll((all: HTMLAudioElement[]) => [...new Set(all.map(({ sinkId }) => sinkId))]);
    const outputs = await page.evaluate(async () => await navigator.mediaDevices.enumerateDevices());
    const chosen = outputs.find(({ kind, label: name }) => kind === 'audiooutput' && name === 'Fake Audio Output 1');
    await expect.poll(sinks, becomes('the speaker in use')).toEqual([chosen?.deviceId]);
    await dialog.getByRole('button', { name: t('call.done') }).click();
    await room.expectPicture(host.page, guestName);
    await expect.poll(() => room.isLit(host.page, guestName), becomes('heard by the other microphone')).toBe(true);
  });

  test('a camera that is turned off leaves initials, and comes back with pictures', async () => {
    await room.control(guest.page, 'camera').click();
    await expect.poll(() => hasPicture(host.page, guestName), becomes('no picture')).toBe(0);
    expect(await isOn(guest.page, 'camera')).toBe('false');
    await room.tileOf(host.page, guestName).getByText('FB', { exact: true }).waitFor();
    await room.control(guest.page, 'camera').click();
    await room.expectPicture(host.page, guestName);
  });

  test('sound alone shows nobody, and pictures are one click away', async () => {
    const { page } = member;
    await room.pickFromMenu(page, 'soundOnly');
    await page.locator('[data-tile] video').first().waitFor({ state: 'detached' });
    await expectSound(page);
    await page.getByRole('button', { name: t('call.showPictures') }).click();
    await room.expectPicture(page, guestName);
  });
});

describe('a host', () => {
  test("stops somebody's camera, and only they can turn it on again", async () => {
    await room.controlPerson(host.page, guestName, 'stopCamera');
    await guest.page.getByText(t('call.notice.camera.muted_by_host')).waitFor();
    expect(await isOn(guest.page, 'camera')).toBe('false');
    for (const { page } of [host, member]) await expect.poll(() => hasPicture(page, guestName), becomes('no picture')).toBe(0);
    await room.control(guest.page, 'camera').click();
    await room.expectPicture(host.page, guestName);
  });

  test('mutes everybody but hosts', async () => {
    await room.control(member.page, 'microphone').click();
    await expect.poll(() => room.isLit(host.page, memberName), becomes('two who speak')).toBe(true);
    await room.pickFromMenu(host.page, 'muteAll');
    await expectSilence(host.page);
    for (const { page } of [guest, member]) {
      await page.getByText(t('call.notice.microphone.muted_by_host')).waitFor();
      expect(await isOn(page, 'microphone')).toBe('false');
      await expectSound(page);
    }
    expect(await isOn(host.page, 'microphone')).toBe('true');
  });

  test('sees whose hand is up, and takes it down', async () => {
    const hand = room.control(member.page, 'hand');
    await hand.click();
    const panel = await room.openPeople(host.page);
    const hands = panel.getByRole('region', { name: t('call.hands', { count: 1 }) });
    await hands.getByText(memberName).waitFor();
    await hands.getByRole('button', { name: t('call.lowerHand') }).click();
    await hands.waitFor({ state: 'detached' });
    await expect.poll(() => hand.getAttribute('aria-pressed'), becomes('the hand is down')).toBe('false');
  });
});

describe('the way out', () => {
  test('leads back in: who left comes again without being asked for anything', async () => {
    await room.control(guest.page, 'leave').click();
    await room.endScreen(guest.page, 'left').waitFor();
    await room.tileOf(host.page, guestName).waitFor({ state: 'detached' });
    await guest.page.getByRole('button', { name: t('call.comeBack') }).click();
    await room.controls(guest.page).waitFor();
    await expectSound(guest.page);
    await room.expectPicture(host.page, guestName);
  });

  test('a host who only leaves is asked first; the meeting goes on, and they still host it when they are back', async () => {
    await room.control(host.page, 'leave').click();
    const dialog = host.page.getByRole('dialog', { name: t('call.leaveDialog.title') });
    await dialog.getByRole('button', { name: t('call.leaveDialog.leave') }).click();
    await room.endScreen(host.page, 'left').waitFor();
    await room.tileOf(member.page, hostName).waitFor({ state: 'detached' });
    await room.expectPicture(member.page, guestName);
    await host.page.getByRole('button', { name: t('call.comeBack') }).click();
    await room.tileOf(member.page, hostName).waitFor();
    await room.control(member.page, 'microphone').click();
    await room.controlPerson(host.page, memberName, 'mute');
    await member.page.getByText(t('call.notice.microphone.muted_by_host')).waitFor();
  });

  test('a second tab takes the call over, and gives it back on demand', async () => {
    const tab = await guest.context.newPage();
    await tab.goto(guest.page.url());
    await room.goOn(tab);
    await room.controls(tab).waitFor();
    await room.endScreen(guest.page, 'elsewhere').waitFor();
    await guest.page.getByRole('button', { name: t('call.useItHere') }).click();
    await room.endScreen(tab, 'elsewhere').waitFor();
    await room.expectPicture(host.page, guestName);
    await tab.close();
  });
});

test('each connection is marked in words as the media server measures it, and on the picture too where it is weak', async () => {
  const panel = await room.openPeople(host.page);
  const marks = (['excellent', 'good', 'poor', 'lost'] as const).map((mark) => t(`call.quality.${mark}`));
  const markOf = async (name: string) => {
    const said = await panel.getByRole('listitem').filter({ hasText: name }).innerText();
    return marks.findIndex((mark) => said.includes(mark));
  };
  const isWeak = async (name: string) => (await room.tileOf(host.page, name).getByText(t('call.weakConnection')).count()) === 1;
  // What it measures is up to the machine; that it is shown, and the same in both places, is up to us.
  for (const name of [guestName, memberName]) {
    await expect.poll(() => markOf(name), becomes('a mark of the connection')).toBeOneOf([0, 1, 2, 3]);
    const isSame = async () => (await isWeak(name)) === (await markOf(name)) >= 2;
    await expect.poll(isSame, becomes('the same mark on the picture')).toBe(true);
  }
});
