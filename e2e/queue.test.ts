import { translator } from '@sabha/i18n/translator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { schedule, type Scheduled } from './platform/api.ts';
import { startOwnInstance, type OwnInstance } from './platform/instance.ts';
import { sessionsIn } from './platform/media-server.ts';
import { expectFramesToFlow } from './platform/peers.ts';
import { changePolicy } from './platform/policy.ts';
import * as room from './platform/room.ts';
import { callLooks, faultsOf } from './scenes/look.ts';
import { Stage, type Person } from './platform/stage.ts';

/** The media server is frozen and the policy is changed here, so this is a platform of one's own. */
const [en, hi] = [translator('en', 'call'), translator('hi', 'call')];

let instance: OwnInstance;
let stage: Stage;
let host: Person;
let guest: Person;
let meeting: Scheduled;
let webinar: Scheduled;

beforeAll(async () => {
  instance = await startOwnInstance();
  stage = new Stage(instance.platform);
  await stage.open();
  host = await stage.official('scheduler');
  const options = { waitingRoom: 'off' } as const;
  meeting = await schedule(host.api, { title: 'Rain gauges', options });
  webinar = await schedule(host.api, { title: 'Rain gauges for all', kind: 'webinar', options });
  await host.api.must('join.asMember', { joinCode: webinar.joinCode });
  await host.api.must('room.pass', { joinCode: webinar.joinCode });
  await room.joinByAccount(host, instance.platform, { meeting, who: 'scheduler' });
  await room.goOn(host.page, { camera: true, microphone: false });
  await room.controls(host.page).waitFor();
  guest = await stage.citizen();
  await room.askToJoin(guest, instance.platform, { meeting, name: 'Farida Begum' });
  await room.goOn(guest.page, { camera: false, microphone: false });
  await room.controls(guest.page).waitFor();
});

afterAll(async () => {
  await stage.close();
  signal('SIGCONT');
  await instance.stop();
});

function signal(name: NodeJS.Signals): void {
  process.kill(instance.part('livekit').pid!, name);
}

/** The portal starts anew, as after a change of its policy. */
async function restartPortal(): Promise<void> {
  const { pid } = instance.part('portal');
  process.kill(pid!, 'SIGKILL');
  const isBack = () => instance.part('portal').pid !== pid && instance.part('portal').state === 'healthy';
  await expect.poll(isBack, { timeout: 60_000, interval: 200, message: 'the portal is back' }).toBe(true);
}

const queue = ({ page }: Person, t = en) => page.getByRole('heading', { name: t('call.queue.title') });

/** One click into the webinar, in the reader's language. */
async function watch(person: Person, t: typeof en): Promise<void> {
  const { origin } = instance.platform;
  await person.page.goto(`${origin}/w/${webinar.joinCode}`);
  await person.page.locator('form[action$="/enter"] button').click();
  await person.page.waitForURL(`${origin}/j/${webinar.joinCode}/room`);
  await queue(person, t).waitFor();
}

test('the only media server is out of policy: host, guest and audience wait with their place kept, and nothing is sent', async () => {
  await changePolicy(instance.platform, (yaml) => yaml.replace('- 127.0.0.0/8', '- 127.9.0.0/16'));
  await restartPortal();
  const before = await sessionsIn(instance.platform, webinar.meetingId);
  await Promise.all([host.page.reload(), guest.page.reload()]);
  for (const { page } of [host, guest]) await page.getByText(en('call.queue.closed')).waitFor({ timeout: 60_000 });
  await guest.page.getByText(en('call.queue.kept')).waitFor();
  await guest.page.getByText(en('call.queue.nowhereElse')).waitFor();
  const citizen = await stage.citizen({ locale: 'hi-IN' });
  await watch(citizen, hi);
  await citizen.page.getByText(hi('call.queue.closed')).waitFor();
  expect(await faultsOf(citizen.page, 'hi', callLooks)).toEqual([]);
  await citizen.page.getByRole('button', { name: hi('call.queue.now') }).click();
  await queue(citizen, hi).waitFor();
  expect(await sessionsIn(instance.platform, webinar.meetingId)).toEqual(before);
  const ready: unknown = await (await fetch(`${instance.platform.origin}/readyz`)).json();
  expect(ready).toMatchObject({ status: 'degraded', parts: { media: 'refused' } });

  await changePolicy(instance.platform, (yaml) => yaml.replace('- 127.9.0.0/16', '- 127.0.0.0/8'));
  await restartPortal();
  for (const { page } of [host, guest]) await room.controls(page).waitFor({ timeout: 60_000 });
  await citizen.page.getByRole('group', { name: hi('call.controls') }).waitFor({ timeout: 60_000 });
  await expectFramesToFlow(guest.page);
  await citizen.context.close();
}, 300_000);

test('the only media server falls silent: who comes waits in the queue, and is in by themselves when it speaks again', async () => {
  signal('SIGSTOP');
  const citizen = await stage.citizen();
  await watch(citizen, en);
  await citizen.page.getByText(en('call.queue.none')).waitFor();
  signal('SIGCONT');
  await room.controls(citizen.page).waitFor({ timeout: 60_000 });
  await queue(citizen).waitFor({ state: 'detached' });
}, 180_000);
