/** The meeting that goes on while a platform goes through its states, and who is in it. */
import { schedule, type Scheduled } from '../platform/api.ts';
import * as room from '../platform/room.ts';
import type { Person, Stage } from '../platform/stage.ts';
import { keepSignalling } from './signalling.ts';

export type Call = Readonly<{ meeting: Scheduled; people: readonly Person[] }>;

/**
 * A host, and a guest whose browser has no fence of its own: what a media server says it does to the letter, so that the one
 * defence does not cover up for the other. Without `hostIsFenced` neither has one.
 */
export async function meet(stage: Stage, { hostIsFenced = true } = {}): Promise<Call> {
  const host = await stage.citizen();
  const guest = await stage.citizen();
  for (const { context } of [host, guest]) await keepSignalling(context);
  for (const { context } of hostIsFenced ? [guest] : [host, guest]) await context.addInitScript(withoutFence);
  await stage.signIn(host, 'scheduler');
  const meeting = await schedule(host.api, { title: 'Nobody else hears of it', options: { waitingRoom: 'off' } });
  await room.joinByAccount(host, stage.platform, { meeting, who: 'scheduler' });
  await room.goOn(host.page);
  await room.controls(host.page).waitFor();
  await room.askToJoin(guest, stage.platform, { meeting, name: 'Farida Begum' });
  await room.goOn(guest.page);
  await room.controls(guest.page).waitFor();
  return { meeting, people: [host, guest] };
}

/** Runs in the page before its scripts: nobody can put a fence in the place of the browser's own connections. */
function withoutFence(): void {
  const own = globalThis.RTCPeerConnection;
  Object.defineProperty(globalThis, 'RTCPeerConnection', { get: () => own, set: () => undefined });
}
