import { translator } from '@sabha/i18n/translator';
import { TrackSource } from 'livekit-server-sdk';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CallPass, DoorView } from '@sabha/domain/meeting/room-contract';
import { normaliseCode, PASSCODE_SYMBOLS } from '@sabha/domain/meeting/codes';
import type { Scheduled } from './platform/api.ts';
import { attachmentText, mailTo, type Mail } from './platform/mailbox.ts';
import { sessionsIn } from './platform/media-server.ts';
import { expectFramesToFlow, expectSilence, expectSound, received } from './platform/peers.ts';
import { joinRaw, publishRaw } from './platform/raw-client.ts';
import * as room from './platform/room.ts';
import { scheduleByForm } from './platform/schedule-form.ts';
import { openStage, type Person } from './platform/stage.ts';

const t = translator('en', 'call', 'common', 'mail');
const stage = openStage();
const { platform } = stage;

const title = 'Review of the monsoon plan';
const guestAddress = 'kavita.joshi@citizens.sabha.localhost';
const guestName = 'Kavita Joshi';

let host: Person;
let guest: Person;
let member: Person;
let meeting: Scheduled;
let invitation: Mail;

beforeAll(async () => {
  host = await stage.official('scheduler');
  meeting = await scheduleByForm(host, platform, { title, invitees: [`${guestName}, ${guestAddress}`] });
});

/** As it stands in the mail, spaced for reading out. */
function passcodeIn({ text }: Mail): string {
  return new RegExp(`${t('mail.label.passcode')}: (.+)`).exec(text)?.[1] ?? '';
}

describe('the invitation', () => {
  test('arrives with link, passcode and a calendar entry', async () => {
    invitation = await mailTo(platform, guestAddress, title);
    expect(invitation.text).toContain(`${platform.origin}/j/${meeting.joinCode}`);
    expect(normaliseCode(passcodeIn(invitation), PASSCODE_SYMBOLS)).toBe(meeting.passcode.replaceAll('-', ''));
    const calendar = invitation.attachments.find(({ filename }) => filename.endsWith('.ics'));
    expect(calendar?.contentType).toMatch(/^(?:text\/calendar|application\/ics)/);
    const text = (await attachmentText(platform, invitation, calendar!.index)).replaceAll('\r\n ', '');
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(text).toContain(`SUMMARY:${title}`);
    expect(text).toContain(`/j/${meeting.joinCode}`);
  });
});

describe('three people meet', () => {
  beforeAll(async () => {
    await room.joinByAccount(host, platform, { meeting, who: 'scheduler' });
    await room.goOn(host.page);
    await room.controls(host.page).waitFor();

    guest = await stage.citizen();
    const link = new RegExp(`${platform.origin}/j/[a-z0-9-]+`).exec(invitation.text)?.[0] ?? '';
    const fromMail = { joinCode: link.split('/').at(-1)!, passcode: passcodeIn(invitation) };
    await room.askToJoin(guest, platform, { meeting: fromMail, name: guestName });
    await room.goOn(guest.page);
    await room.waitingRoom(guest.page).waitFor();
    await room.admit(host.page, guestName);

    member = await stage.official('member');
    await room.joinByAccount(member, platform, { meeting, who: 'member' });
    await room.goOn(member.page, { microphone: false });
    await room.waitingRoom(member.page).waitFor();
    await room.admit(host.page, 'Imran Qureshi');
    for (const { page } of [guest, member]) await room.controls(page).waitFor();
  });

  test('pictures of both others are decoded on every page', async () => {
    for (const { page } of [host, guest, member]) {
      await expect
        .poll(async () => (await received(page)).videoStreams, { timeout: 45_000, message: 'pictures that were decoded' })
        .toBe(2);
    }
    await Promise.all([host, guest, member].map(({ page }) => expectFramesToFlow(page)));
  });

  test('everybody hears the others', async () => {
    await Promise.all([host, guest, member].map(({ page }) => expectSound(page)));
  });

  test('the host mutes a guest: the others stop hearing them, and only they can speak again', async () => {
    await room.controlPerson(host.page, guestName, 'mute');
    await expectSilence(host.page);
    await guest.page.getByText(t('call.notice.microphone.muted_by_host')).waitFor();
    await room.control(guest.page, 'microphone').click();
    await expectSound(host.page);
  });

  test('nobody but a host can mute: the API refuses, and sound goes on', async () => {
    const { participantId } = await host.api.mustQuery<DoorView>('door.current', { joinCode: meeting.joinCode });
    const target = { meetingId: meeting.meetingId, participantId };
    for (const procedure of ['host.mute', 'host.remove']) {
      expect(await guest.api.mutate(procedure, target)).toMatchObject({ ok: false, error: { code: 'not_signed_in' } });
      expect(await member.api.mutate(procedure, target)).toMatchObject({ ok: false, error: { code: 'not_allowed' } });
    }
    await expectSound(member.page);
  });

  test('a message reaches everybody, and one with markup stays text', async () => {
    const text = 'The estimate is ready <b>now</b> नमस्ते';
    await room.control(guest.page, 'chat').click();
    await guest.page.getByLabel(t('call.message')).fill(text);
    await guest.page.getByRole('button', { name: t('call.send') }).click();
    for (const { page } of [host, member]) {
      await room.control(page, 'chat').click();
      await page
        .getByRole('log', { name: t('call.messages') })
        .getByText(text, { exact: true })
        .waitFor();
    }
  });

  test("the host's screen reaches the others", async () => {
    await room.control(host.page, 'shareScreen').click();
    for (const { page } of [guest, member]) {
      await room.tileOf(page, t('call.screenOf', { name: 'Rahul Nair' })).waitFor();
      await expect
        .poll(async () => (await received(page)).videoStreams, { timeout: 45_000, message: 'pictures that were decoded' })
        .toBe(3);
    }
    await host.page.getByRole('button', { name: t('call.stopSharing') }).click();
    await room.tileOf(guest.page, t('call.screenOf', { name: 'Rahul Nair' })).waitFor({ state: 'detached' });
  });

  test('guests have no button for their screen, and the media server refuses one all the same', async () => {
    for (const { page } of [guest, member]) expect(await room.control(page, 'shareScreen').count()).toBe(0);
    const { joinCode, passcode, meetingId } = meeting;
    const intruder = await stage.citizen();
    const { participantId } = await intruder.api.must<DoorView>('join.asGuest', { joinCode, passcode, displayName: 'Raw' });
    await host.api.must('host.admit', { meetingId, participantId });
    const pass = await intruder.api.must<CallPass>('room.pass', { joinCode });
    expect(pass.mayShareScreen).toBe(false);
    const page = await joinRaw(intruder.context, pass);
    expect(await publishRaw(page, ['screen_share', 'camera'])).toEqual(['camera']);
    // The client is told of its track before the server's list of the room has it.
    const published = async () => {
      const mine = (await sessionsIn(platform, meetingId)).find(({ identity }) => identity === pass.identity);
      return mine?.tracks.map(({ source }) => source);
    };
    await expect.poll(published, { timeout: 15_000 }).toEqual([TrackSource.CAMERA]);
  });

  test('a reload is back with pictures in under 5 s, and asks nobody', async () => {
    for (const { page } of [guest, host]) {
      const since = performance.now();
      await page.reload({ waitUntil: 'commit' });
      await expect
        .poll(async () => (await received(page)).framesDecoded, {
          timeout: 15_000,
          interval: 50,
          message: 'frames after the reload',
        })
        .toBeGreaterThan(0);
      expect(performance.now() - since, 'milliseconds until a picture').toBeLessThan(5_000);
      await room.controls(page).waitFor();
    }
  });

  test('ending it ends it for everybody within 3 s', async () => {
    const left = [host, guest, member].map(({ page }) => room.endScreen(page, 'ended').waitFor({ timeout: 10_000 }));
    await room.pickFromMenu(host.page, 'endForAll');
    const since = performance.now();
    await host.page
      .getByRole('dialog')
      .getByRole('button', { name: t('call.endForAll') })
      .click();
    await Promise.all(left);
    expect(performance.now() - since, 'milliseconds until all have left').toBeLessThan(3_000);
    await expect
      .poll(() => sessionsIn(platform, meeting.meetingId), { timeout: 3_000, message: 'sessions on the media server' })
      .toEqual([]);
    expect(await guest.api.mutate('room.pass', { joinCode: meeting.joinCode })).toMatchObject({
      ok: false,
      error: { code: 'meeting_ended' },
    });
  });
});
