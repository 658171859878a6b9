/** What a platform and its people go through. In none of it does a packet leave, or is a name asked for: a new state is one line. */
import { translator } from '@sabha/i18n/translator';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { sessionsIn } from '../platform/media-server.ts';
import { expectFramesToFlow } from '../platform/peers.ts';
import { changePolicy } from '../platform/policy.ts';
import * as room from '../platform/room.ts';
import { meet } from './call.ts';
import { expectWay, type Way } from './pairs.ts';
import type { Scene } from './scene.ts';
import { askForTls } from './signalling.ts';

const t = translator('en', 'call');

export type State = Readonly<{ name: string; enter(scene: Scene): Promise<void> }>;

/** In this order: each begins where the one before it ended. */
export const states: readonly State[] = [
  { name: 'start', enter: start },
  { name: 'join over IPv4', enter: (scene) => joinBy(scene, { family: 4, by: 'udp' }) },
  { name: 'join over IPv6', enter: (scene) => joinBy(scene, { family: 6, by: 'udp' }) },
  { name: 'reconnect', enter: reconnect },
  { name: 'TLS fallback in a call, over IPv6', enter: (scene) => fallBack(scene, { family: 6, by: 'tls' }) },
  { name: 'TLS fallback, join over IPv4', enter: (scene) => joinBy(scene, { family: 4, by: 'tls' }) },
  { name: 'node kill', enter: killNode },
  { name: 'overload', enter: overload },
];

/** From an empty folder to pages in a browser. */
async function start(scene: Scene): Promise<void> {
  await scene.start();
  const { page } = await scene.stage.citizen();
  for (const path of ['/', '/about', '/sign-in', '/webinars', '/j/aaa-bbbb-ccc'])
    await page.goto(`${scene.platform.origin}${path}`);
  await page.close();
}

/** The first time through the door, and then by loading the page again. */
async function joinBy(scene: Scene, way: Way): Promise<void> {
  scene.leaveOnly(way);
  if (scene.call === undefined) scene.call = await meet(scene.stage);
  else for (const { page } of scene.people) await page.reload();
  await expectCall(scene, way);
}

/** A network closes around people who are in a call: nothing gets through until every page has asked for TLS, and then TLS alone. */
export async function fallBack(scene: Scene, way: Way): Promise<void> {
  const connecting = pagesThatConnect(scene);
  for (const { page } of scene.people) await askForTls(page);
  scene.leaveNothing();
  await connecting();
  scene.leaveOnly(way);
  await expectCall(scene, way);
}

/** Signalling is cut off and media is silent until every page has tried to connect again. */
async function reconnect(scene: Scene): Promise<void> {
  const connecting = pagesThatConnect(scene);
  scene.leaveNothing();
  await connecting();
  scene.leaveAll();
  await expectCall(scene);
}

async function killNode(scene: Scene): Promise<void> {
  scene.leaveAll();
  await scene.kill('livekit');
  await expectCall(scene);
}

/**
 * Every permitted node is above its limit: who comes sees the queue and gets nothing else, and who is inside stays. When it is
 * over they are let in by themselves.
 */
async function overload(scene: Scene): Promise<void> {
  const { platform, stage, meeting } = scene;
  const inside = async () => (await sessionsIn(platform, meeting.meetingId)).map(({ identity }) => identity).sort();
  const before = await inside();
  await limitLoad(scene, { from: '1', to: '0.000001' });
  const newcomer = await stage.citizen();
  await room.askToJoin(newcomer, platform, { meeting, name: 'Late Comer' });
  await room.goOn(newcomer.page);
  await newcomer.page.getByText(t('call.queue.full')).waitFor();
  await newcomer.page.getByText(t('call.queue.nowhereElse')).waitFor();
  expect(await inside()).toEqual(before);
  await expectCall(scene);
  await limitLoad(scene, { from: '0.000001', to: '1' });
  await room.controls(newcomer.page).waitFor({ timeout: 60_000 });
  await newcomer.context.close();
}

/** The portal starts anew, as after a change of its policy. */
async function limitLoad(scene: Scene, { from, to }: Readonly<{ from: string; to: string }>): Promise<void> {
  const limits = new RegExp(`^( +(?:newRoomLoad|joinLoad): )${from}$`, 'gm');
  await changePolicy(scene.platform, (yaml) => yaml.replace(limits, (_line, name: string) => `${name}${to}`));
  await scene.kill('portal');
}

/** Resolves when each of them has tried from now on, by itself, to connect to the media server again. */
function pagesThatConnect({ people }: Scene): () => Promise<void> {
  const trying = new Set<Page>();
  for (const { page } of people) page.on('websocket', () => trying.add(page));
  const message = 'pages that try to connect again';
  return () => expect.poll(() => trying.size, { timeout: 90_000, interval: 100, message }).toBe(people.length);
}

/** Everybody sees new pictures, by that way if one is given. */
async function expectCall({ people }: Scene, way?: Way): Promise<void> {
  for (const { page } of people) await expectFramesToFlow(page, 10, 90_000);
  if (way !== undefined) for (const { page } of people) await expectWay(page, way);
}
