import { translator } from '@sabha/i18n/translator';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { schedule, type Scheduled } from './platform/api.ts';
import { firstCamera, moreCameras, otherCamera } from './platform/browser.ts';
import { expectFramesToFlow } from './platform/peers.ts';
import * as room from './platform/room.ts';
import { openStage, type Person } from './platform/stage.ts';

const t = translator('en', 'door', 'call');
const stage = openStage({ flags: [moreCameras] });
/** Its people have not allowed camera and microphone. */
const wary = openStage({ asks: true });
const { platform } = stage;

let host: Person;
let meeting: Scheduled;

beforeAll(async () => {
  host = await stage.official('scheduler');
  meeting = await schedule(host.api, { title: 'Roads after the rain', options: { waitingRoom: 'off' } });
  await room.joinByAccount(host, platform, { meeting, who: 'scheduler' });
  await room.goOn(host.page, { microphone: false });
  await room.controls(host.page).waitFor();
});

const soon = (what: string) => ({ timeout: 15_000, interval: 50, message: what });
const cameraIn = (page: Page, video: string) =>
  page.locator(video).evaluate((element: HTMLVideoElement) => (element.srcObject as MediaStream).getVideoTracks()[0]?.label);

describe('the preview', () => {
  test('shows by a bar that moves that the microphone hears, and no bar when it is off', async () => {
    const { page } = await stage.citizen();
    await room.askToJoin({ page }, platform, { meeting, name: 'Kabir Das' });
    const bar = page.locator('[data-level-bar]');
    const seen = new Set<number>();
    const movement = async () => {
      seen.add(await bar.evaluate((element) => element.getBoundingClientRect().width));
      return Math.max(...seen) - Math.min(...seen);
    };
    await expect.poll(movement, soon('pixels between two beeps and the silence')).toBeGreaterThan(10);
    await page.getByText(t('door.preview.heard')).waitFor();
    await page.getByRole('button', { name: t('door.preview.microphone.off') }).click();
    await bar.waitFor({ state: 'detached' });
  });

  test('shows the camera that is chosen, and the call goes on with it, also after a reload', async () => {
    const { page } = await stage.citizen();
    await room.askToJoin({ page }, platform, { meeting, name: 'Kabir Das' });
    await expect.poll(() => cameraIn(page, 'main video'), soon('the camera at first')).toBe(firstCamera);
    await page.getByLabel(t('door.preview.camera'), { exact: true }).selectOption({ label: otherCamera });
    await expect.poll(() => cameraIn(page, 'main video'), soon('the chosen camera')).toBe(otherCamera);
    const microphone = page.getByLabel(t('door.preview.microphone'), { exact: true });
    await microphone.selectOption({ label: 'Fake Audio Input 2' });
    await page.getByRole('button', { name: t('door.preview.microphone.off') }).waitFor();
    expect(await microphone.locator('option:checked').innerText()).toBe('Fake Audio Input 2');
    await room.goOn(page);
    const own = '[data-tile]:has-text("Kabir Das") video';
    await expect.poll(() => cameraIn(page, own), soon('the camera in the call')).toBe(otherCamera);
    await page.reload();
    await expect.poll(() => cameraIn(page, own), soon('the camera after a reload')).toBe(otherCamera);
    await room.expectPicture(host.page, 'Kabir Das');
    await room.pickFromMenu(page, 'devices');
    const dialog = page.getByRole('dialog', { name: t('call.devices') });
    // The dialog opens before the browser has told it of the devices.
    const checked = (label: string) => () => dialog.getByLabel(label, { exact: true }).locator('option:checked').innerText();
    await expect.poll(checked(t('call.camera')), soon('the camera in the dialog')).toBe(otherCamera);
    await expect.poll(checked(t('call.microphone')), soon('the microphone in the dialog')).toBe('Fake Audio Input 2');
  });
});

describe('a refused permission', () => {
  test("explains itself in the browser's own terms, and can be taken back on the spot", async () => {
    const { page, context } = await wary.citizen({ mayCapture: false });
    await room.askToJoin({ page }, platform, { meeting, name: 'Meena Kumari' });
    const notice = page.getByRole('alert').filter({ hasText: t('door.problem.both.title') });
    await notice.getByText(t('door.problem.denied')).waitFor();
    await notice.getByText(t('door.allow.chromium')).waitFor();
    expect(await page.locator('main video').count()).toBe(0);
    await context.grantPermissions(['camera', 'microphone'], { origin: platform.origin });
    await notice.getByRole('button', { name: t('door.preview.retry') }).click();
    await page.locator('main video').waitFor();
    await notice.waitFor({ state: 'detached' });
  });

  test('keeps nobody out: they see and are seen by name, and are told again when they turn the camera on', async () => {
    const { page } = await wary.citizen({ mayCapture: false });
    await room.askToJoin({ page }, platform, { meeting, name: 'Meena Kumari' });
    await page.getByRole('alert').getByText(t('door.preview.without')).waitFor();
    await page.getByRole('button', { name: t('door.preview.join') }).click();
    await room.controls(page).waitFor();
    await expectFramesToFlow(page);
    await room.tileOf(host.page, 'Meena Kumari').getByText('MK', { exact: true }).waitFor();
    await room.control(page, 'camera').click();
    await page.getByText(t('call.notice.camera.denied')).waitFor();
    expect(await room.control(page, 'camera').getAttribute('aria-pressed')).toBe('false');
  });
});
