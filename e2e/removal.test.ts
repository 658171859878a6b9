import { translator } from '@sabha/i18n/translator';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CallPass, DoorView } from '@sabha/domain/meeting/room-contract';
import { schedule, type Scheduled } from './platform/api.ts';
import { sessionsIn } from './platform/media-server.ts';
import { expectFramesToFlow } from './platform/peers.ts';
import { joinRaw } from './platform/raw-client.ts';
import * as room from './platform/room.ts';
import { openStage, type Person } from './platform/stage.ts';

const t = translator('en', 'call', 'errors');
const stage = openStage();
const { platform } = stage;
const name = 'Gopal Verma';

let host: Person;
let meeting: Scheduled;

beforeAll(async () => {
  host = await stage.official('scheduler');
});

/** A meeting without a waiting room, so that whoever has to wait has been made to. */
beforeEach(async () => {
  meeting = await schedule(host.api, { title: 'Open consultation', options: { waitingRoom: 'off' } });
  await room.joinByAccount(host, platform, { meeting, who: 'scheduler' });
  await room.goOn(host.page, { microphone: false });
  await room.controls(host.page).waitFor();
});

async function comeIn(): Promise<Person> {
  const guest = await stage.citizen();
  await room.askToJoin(guest, platform, { meeting, name });
  await room.goOn(guest.page, { camera: false });
  await room.controls(guest.page).waitFor();
  await expectFramesToFlow(guest.page, 1);
  return guest;
}

async function remove(): Promise<void> {
  await room.controlPerson(host.page, name, 'remove');
  await host.page
    .getByRole('dialog')
    .getByRole('button', { name: t('call.remove'), exact: true })
    .click();
}

const pass = ({ api }: Person) => api.mutate<CallPass>('room.pass', { joinCode: meeting.joinCode });

describe('somebody who was removed', () => {
  test('does not come back: not in this tab, not in another one, not after a reload, not by the API', async () => {
    const guest = await comeIn();
    await remove();
    await room.endScreen(guest.page, 'removed').waitFor();
    expect((await sessionsIn(platform, meeting.meetingId)).map((session) => session.name)).not.toContain(name);

    await guest.page.reload();
    await guest.page.getByText(t('errors.removed_by_host.title')).waitFor();
    const tab = await guest.context.newPage();
    await room.fillDoor(tab, platform.origin, { meeting, name: 'Somebody else' });
    await tab.getByText(t('errors.removed_by_host.title')).waitFor();
    await tab.goto(`${platform.origin}/j/${meeting.joinCode}/room`);
    await tab.getByText(t('errors.removed_by_host.title')).waitFor();
    expect(await pass(guest)).toMatchObject({ ok: false, error: { code: 'removed_by_host' } });
    const again = { joinCode: meeting.joinCode, passcode: meeting.passcode, displayName: name };
    expect(await guest.api.mutate('join.asGuest', again)).toMatchObject({ ok: false, error: { code: 'removed_by_host' } });
  });

  test('has to wait when they come with an empty browser, and the host is told to look twice', async () => {
    const guest = await comeIn();
    await remove();
    await room.endScreen(guest.page, 'removed').waitFor();
    await guest.context.clearCookies();
    const tab = await guest.context.newPage();
    await room.askToJoin({ page: tab }, platform, { meeting, name: 'A new name' });
    await room.goOn(tab, { camera: false, microphone: false });
    await room.waitingRoom(tab).waitFor();
    expect(await pass(guest)).toMatchObject({ ok: false, error: { code: 'waiting_for_host' } });
    const panel = await room.openPeople(host.page);
    await panel.getByText(t('call.returning')).waitFor();
  });

  test('is put out again at once when they kept a pass from before', async () => {
    const { joinCode, passcode, meetingId } = meeting;
    const hoarder = await stage.citizen();
    const { participantId } = await hoarder.api.must<DoorView>('join.asGuest', { joinCode, passcode, displayName: 'Hoarder' });
    const kept = await hoarder.api.must<CallPass>('room.pass', { joinCode });
    await host.api.must('host.remove', { meetingId, participantId });
    await joinRaw(hoarder.context, kept).catch(() => undefined); // refused by then is as good
    await expect
      .poll(async () => (await sessionsIn(platform, meetingId)).map(({ identity }) => identity), {
        timeout: 10_000,
        interval: 100,
      })
      .not.toContain(kept.identity);
  });
});

describe('a locked meeting', () => {
  test('refuses whoever is new, and lets back in who was there', async () => {
    const guest = await comeIn();
    await room.pickFromMenu(host.page, 'lock');
    await guest.page.getByText(t('call.locked'), { exact: true }).waitFor();

    const newcomer = await stage.citizen();
    await room.fillDoor(newcomer.page, platform.origin, { meeting, name: 'Too late' });
    await newcomer.page.getByText(t('errors.meeting_locked.title')).waitFor();
    expect(await newcomer.api.query('door.current', { joinCode: meeting.joinCode })).toMatchObject({ ok: true, data: null });

    await guest.page.reload();
    await room.controls(guest.page).waitFor();
    await expectFramesToFlow(guest.page);

    await room.pickFromMenu(host.page, 'lock');
    await room.askToJoin(newcomer, platform, { meeting, name: 'Too late' });
  });
});
