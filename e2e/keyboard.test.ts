import { translator } from '@sabha/i18n/translator';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { MeetingDetail } from '@sabha/domain/meeting/contract';
import { schedule, type Scheduled } from './platform/api.ts';
import { enter, expectFocus, flip, tabTo, typeInto } from './platform/keys.ts';
import { expectFramesToFlow, expectSilence } from './platform/peers.ts';
import * as room from './platform/room.ts';
import { inIndia } from './platform/schedule-form.ts';
import { people } from './platform/sign-in.ts';
import { openStage, type Person } from './platform/stage.ts';

/** Nothing here is clicked. The address of a first page is typed by `goto`; all the rest are keys. */
const t = translator('en', 'call', 'common', 'door', 'schedule', 'webinar');
const stage = openStage();
const { origin } = stage.platform;
const title = 'Minutes of the council';
const guestName = 'Kavita Joshi';

const button = (within: Page | Locator, name: string): Locator => within.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string): Locator => page.getByRole('heading', { name, exact: true });
const panelTitle = (page: Page, name: string): Locator => page.locator('aside').getByRole('heading', { level: 2, name });
const dialog = (page: Page, name: string): Locator => page.getByRole('dialog', { name });
const menuItem = (page: Page, name: string): Locator => button(page.locator('footer').getByRole('listitem'), name);
const isPressed = (control: Locator) => expect.poll(() => control.getAttribute('aria-pressed'), { timeout: 10_000 });

describe('a meeting by keys alone', () => {
  let host: Person;
  let guest: Person;
  let meeting: Pick<Scheduled, 'joinCode' | 'passcode'>;

  beforeAll(async () => {
    [host, guest] = [await stage.citizen(), await stage.citizen()];
  });

  test('an official signs in', async () => {
    const { page } = host;
    await page.goto(`${origin}/sign-in?next=/meetings`);
    await enter(page, page.locator('form[action="/api/auth/signin/oidc"] button'));
    await enter(page, page.getByRole('button', { name: new RegExp(`^${people.scheduler}`) }));
    await page.waitForURL(`${origin}/meetings**`);
  });

  test('and schedules', async () => {
    const { page, api } = host;
    const { date, time } = inIndia(new Date(Date.now() + 24 * 3_600_000));
    await enter(
      page,
      page
        .getByRole('main')
        .getByRole('link', { name: t('schedule.list.new') })
        .first(),
    );
    await typeInto(page, page.locator('#title'), title);
    await typeInto(page, page.locator('#date'), asTyped(date));
    expect(await page.locator('#date').inputValue()).toBe(date);
    await typeInto(page, page.locator('#time'), clockAsTyped(time));
    expect(await page.locator('#time').inputValue()).toBe(time);
    await typeInto(page, page.locator('#invitees'), `${guestName}, kavita.joshi@citizens.sabha.localhost`);
    await enter(page, button(page, t('schedule.form.submitNew')));
    await page.getByText(t('schedule.detail.scheduled')).waitFor();
    const meetingId = /[0-9a-f-]{36}/.exec(page.url())?.[0] ?? '';
    const { joinCode, passcode } = await api.mustQuery<MeetingDetail>('meeting.get', { meetingId });
    meeting = { joinCode, passcode: passcode ?? '' };
  });

  test('opens it from its page, looks at the preview, and stands in the room on its title', async () => {
    const { page } = host;
    await enter(page, page.getByRole('link', { name: t('schedule.detail.start') }));
    await enter(page, button(page, t('door.joinAs', { name: people.scheduler })));
    await button(page, t('door.preview.camera.off')).waitFor();
    await flip(page, button(page, t('door.preview.camera.off')));
    await expectFocus(button(page, t('door.preview.camera.on')), 'stays on the switch');
    await page.keyboard.press(' ');
    await expectFocus(button(page, t('door.preview.camera.off')), 'stays on the switch');
    await enter(page, button(page, t('door.preview.start')));
    await room.controls(page).waitFor();
    await expectFocus(heading(page, title), 'goes to the title of the room');
  });

  test('a guest asks to come in, and waits on the title of the waiting room', async () => {
    const { page } = guest;
    await page.goto(`${origin}/j/${meeting.joinCode}`);
    await typeInto(page, page.getByLabel(t('door.name')), guestName);
    await typeInto(page, page.getByLabel(t('common.passcode')), meeting.passcode);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${origin}/j/${meeting.joinCode}/room`);
    await button(page, t('door.preview.camera.off')).waitFor();
    await enter(page, button(page, t('door.preview.wait')));
    await expectFocus(heading(page, t('door.waiting.title')), 'goes to what is new');
  });

  test('is let in by the host, whose focus stays in the panel', async () => {
    const { page } = host;
    await enter(page, room.control(page, 'people'));
    await expectFocus(panelTitle(page, t('call.people')), 'goes to the panel that opened');
    await enter(page, button(page, t('call.admitName', { name: guestName })));
    await expectFocus(panelTitle(page, t('call.people')), 'goes back to the panel when the row is gone');
    await room.controls(guest.page).waitFor();
    await expectFocus(heading(guest.page, title), 'goes to the title of the room');
    await Promise.all([host, guest].map((person) => expectFramesToFlow(person.page)));
  });

  test('is muted by the host, whose focus goes back to the person', async () => {
    const { page } = host;
    const controls = button(page, t('call.controlsFor', { name: guestName }));
    await enter(page, controls);
    await enter(page, button(page.locator('aside'), t('call.mute')));
    await expectSilence(page);
    await expectFocus(controls, 'goes to the controls of the person when the button is gone');
    await page.keyboard.press('Escape');
    await expectFocus(room.control(page, 'people'), 'goes to the button of the panel that closed');
    await flip(guest.page, room.control(guest.page, 'microphone'));
    await isPressed(room.control(guest.page, 'microphone')).toBe('true');
    await enter(guest.page, button(guest.page, t('call.dismiss')).or(room.control(guest.page, 'chat')));
  });

  test('both write', async () => {
    for (const [{ page }, text] of [
      [guest, 'Good morning'],
      [host, 'Welcome'],
    ] as const) {
      if (!(await page.locator('aside').isVisible())) await enter(page, room.control(page, 'chat'));
      await expectFocus(page.getByLabel(t('call.message')), 'goes to where one writes');
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
      await page.getByRole('log').getByText(text, { exact: true }).waitFor();
      await expectFocus(page.getByLabel(t('call.message')), 'stays where one writes');
    }
    await guest.page.getByRole('log').getByText('Welcome', { exact: true }).waitFor();
    for (const { page } of [host, guest]) {
      await page.keyboard.press('Escape');
      await expectFocus(room.control(page, 'chat'), 'goes to the button of the panel that closed');
    }
  });

  test('the host shares the screen and stops it', async () => {
    const { page } = host;
    await enter(page, room.control(page, 'shareScreen'));
    await room.tileOf(guest.page, t('call.screenOf', { name: people.scheduler })).waitFor();
    await enter(page, button(page, t('call.stopSharing')));
    await expectFocus(room.control(page, 'shareScreen'), 'goes to where sharing starts again');
    await room.tileOf(guest.page, t('call.screenOf', { name: people.scheduler })).waitFor({ state: 'detached' });
  });

  test('the menu and its dialogs give the focus back, however they are closed', async () => {
    const { page } = host;
    const more = room.control(page, 'more');
    await enter(page, more);
    await tabTo(page, menuItem(page, t('call.speakerView')));
    await page.keyboard.press('Escape');
    await expectFocus(more, 'goes to the button of the menu');
    for (const name of [t('call.devices'), t('call.shortcuts')]) {
      for (const close of [() => page.keyboard.press('Escape'), () => enter(page, button(dialog(page, name), t('call.done')))]) {
        await enter(page, more);
        await enter(page, menuItem(page, name));
        await dialog(page, name).waitFor();
        await close();
        await dialog(page, name).waitFor({ state: 'detached' });
        await expectFocus(more, `goes to the button of the menu after ${name}`);
      }
    }
    for (const isLocked of [true, false]) {
      await enter(page, more);
      await enter(page, menuItem(page, t('call.lock')));
      await expectFocus(more, 'goes to the button of the menu after a command');
      await page.getByText(t('call.locked'), { exact: true }).waitFor({ state: isLocked ? 'visible' : 'detached' });
    }
  });

  test('single keys do the same, and none of them while a dialog is open', async () => {
    const { page } = host;
    const microphone = room.control(page, 'microphone');
    await page.keyboard.press('m');
    await isPressed(microphone).toBe('false');
    await page.keyboard.press('p');
    await expectFocus(panelTitle(page, t('call.people')), 'goes to the panel that opened');
    await page.keyboard.press('p');
    await page.locator('aside').waitFor({ state: 'detached' });
    await expectFocus(room.control(page, 'people'), 'goes to the button of the panel that closed');
    await enter(page, room.control(page, 'leave'));
    await dialog(page, t('call.leaveDialog.title')).waitFor();
    await page.keyboard.press('m');
    await page.keyboard.press('Escape');
    await expectFocus(room.control(page, 'leave'), 'goes to the button of the dialog');
    expect(await microphone.getAttribute('aria-pressed')).toBe('false');
  });

  test('the guest keeps somebody large, leaves and comes back', async () => {
    const { page } = guest;
    const pin = button(page, t('call.pin', { name: people.scheduler }));
    await flip(page, pin);
    await isPressed(pin).toBe('true');
    await expectFocus(pin, 'stays with the picture wherever it goes');
    await enter(page, room.control(page, 'leave'));
    await expectFocus(room.endScreen(page, 'left'), 'goes to what has happened');
    await enter(page, button(page, t('call.comeBack')));
    await expectFocus(heading(page, title), 'goes to the title of the room');
    await expectFramesToFlow(page);
  });

  test('the host removes nobody by mistake, and ends it for all', async () => {
    const { page } = host;
    await enter(page, room.control(page, 'people'));
    const controls = button(page, t('call.controlsFor', { name: guestName }));
    await enter(page, controls);
    const remove = button(page.locator('aside'), t('call.remove'));
    await enter(page, remove);
    await enter(page, button(dialog(page, t('call.removeDialog.title', { name: guestName })), t('call.cancel')));
    await expectFocus(remove, 'goes to the button of the dialog');
    await page.keyboard.press('Escape');
    await enter(page, room.control(page, 'more'));
    await enter(page, menuItem(page, t('call.endForAll')));
    await enter(page, button(dialog(page, t('call.endDialog.title')), t('call.endForAll')));
    for (const person of [host, guest]) await expectFocus(room.endScreen(person.page, 'ended'), 'goes to what has happened');
  });
});

describe('a webinar by keys alone', () => {
  let host: Person;
  let citizen: Person;
  let webinar: Scheduled;

  beforeAll(async () => {
    host = await stage.official('scheduler');
    citizen = await stage.citizen();
    webinar = await schedule(host.api, { title: 'Clean water', kind: 'webinar' });
    await host.page.goto(`${origin}/j/${webinar.joinCode}`);
    await enter(host.page, button(host.page, t('door.joinAs', { name: people.scheduler })));
    await button(host.page, t('door.preview.camera.off')).waitFor();
    await enter(host.page, button(host.page, t('door.preview.start')));
    await room.controls(host.page).waitFor();
  });

  test('a citizen watches and raises a hand', async () => {
    const { page } = citizen;
    await page.goto(`${origin}/w/${webinar.joinCode}`);
    await enter(page, button(page, t('webinar.join.submit')));
    await room.controls(page).waitFor();
    await expectFramesToFlow(page);
    await flip(page, room.control(page, 'hand'));
    await isPressed(room.control(page, 'hand')).toBe('true');
    await expectFocus(room.control(page, 'hand'), 'stays on the hand');
  });

  test('is called on the stage, says not now, is called again and goes', async () => {
    const { page } = citizen;
    const invitation = dialog(page, t('call.invitation.title'));
    await enter(host.page, room.control(host.page, 'people'));
    const invite = async () => {
      await enter(host.page, button(host.page, t('call.inviteToStage')));
      await expectFocus(button(host.page, t('call.lowerHand')), 'goes to what is left of the row');
      await invitation.waitFor();
    };
    await invite();
    await enter(page, button(invitation, t('call.invitation.no')));
    await expectFocus(room.control(page, 'hand'), 'goes back to where it was');
    await expectFocus(panelTitle(host.page, t('call.people')), 'goes to the panel when the row is gone');
    await flip(page, room.control(page, 'hand'));
    await invite();
    await enter(page, button(invitation, t('call.invitation.yes')));
    await room.control(page, 'microphone').waitFor();
    await expectFocus(heading(page, 'Clean water'), 'goes to the title of the room, for the hand is gone');
  });

  test('and leaves it again, and the webinar', async () => {
    const { page } = citizen;
    await enter(page, button(page, t('call.leaveStage')));
    await page.getByText(t('call.youWatch')).waitFor();
    await expectFocus(heading(page, 'Clean water'), 'goes to the title of the room');
    await enter(page, room.control(page, 'leave'));
    await expectFocus(room.endScreen(page, 'left'), 'goes to what has happened');
  });
});

/** Chromium takes a date in the order of its own language, whatever the page's: here the month comes first. */
function asTyped(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${month}${day}${year}`;
}

/** Hours of half a day, and the letter of AM or PM. */
function clockAsTyped(time: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(hours % 12 === 0 ? 12 : hours % 12)}${two(minutes)}${hours < 12 ? 'a' : 'p'}`;
}
