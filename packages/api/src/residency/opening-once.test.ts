import { SabhaError } from '@sabha/domain/errors';
import { expect, it } from 'vitest';
import type { Placement } from '../core/media.ts';
import { openingOnce, RECENT_MS } from './opening-once.ts';

const at = (nodeId: string) => ({ nodeId, siteId: 'laptop' }) as Placement;
const here = at('ND_a');

function server() {
  const said = { now: 1000, asked: [] as string[], away: false };
  const openRoom = async (room: string, { nodeId }: Placement) => {
    said.asked.push(`${room} ${nodeId}`);
    if (said.away) throw new SabhaError('media_unavailable');
    return nodeId;
  };
  const media = openingOnce({ openRoom, closeRoom: async (_room: string) => undefined }, () => said.now);
  return { said, media };
}

it('opens a room once for all who come within the same moment', async () => {
  const { said, media } = server();
  await Promise.all([media.openRoom('m', here), media.openRoom('m', here)]);
  said.now += RECENT_MS - 1;
  expect(await media.openRoom('m', here)).toBe('ND_a');
  expect(said.asked).toEqual(['m ND_a']);
});

it('opens it anew for whoever comes when that moment is over: the server may have lost it', async () => {
  const { said, media } = server();
  await media.openRoom('m', here);
  said.now += RECENT_MS;
  await media.openRoom('m', here);
  expect(said.asked).toHaveLength(2);
  expect(RECENT_MS).toBeLessThanOrEqual(50);
});

it('is a moment from the question, however late the answer', async () => {
  const { said, media } = server();
  const slow = media.openRoom('m', here);
  said.now += RECENT_MS;
  await media.openRoom('m', here);
  await slow;
  expect(said.asked).toHaveLength(2);
});

it('takes no room, and no other place, for another', async () => {
  const { said, media } = server();
  await Promise.all([media.openRoom('m', here), media.openRoom('n', here), media.openRoom('m', at('ND_b'))]);
  expect(said.asked).toEqual(['m ND_a', 'n ND_a', 'm ND_b']);
});

it('asks again at once when the server could not be reached', async () => {
  const { said, media } = server();
  said.away = true;
  await expect(media.openRoom('m', here)).rejects.toThrow('media_unavailable');
  said.away = false;
  expect(await media.openRoom('m', here)).toBe('ND_a');
});

it('asks again at once for a room that was closed', async () => {
  const { said, media } = server();
  await media.openRoom('m', here);
  await media.closeRoom('m');
  await media.openRoom('m', here);
  expect(said.asked).toHaveLength(2);
});
