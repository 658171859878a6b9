import { keyedHash } from '../core/keyed-hash.ts';
import { networksOf } from '../core/network.ts';
import type { Services } from '../core/services.ts';

const SECRET_BYTES = 32;
const IDENTITY_BYTES = 16;

/** What a guest's browser keeps to be known again. */
export const drawSecret = ({ random }: Pick<Services, 'random'>): string =>
  Buffer.from(random(SECRET_BYTES)).toString('base64url');

/** How the media server knows a participant: random, for it is told to everybody in the room. */
export const drawIdentity = ({ random }: Pick<Services, 'random'>): string =>
  Buffer.from(random(IDENTITY_BYTES)).toString('base64url');

/** Tells the same address again in one meeting, and nothing in another; keyed, for all addresses can be tried. */
export function hashAddress({ settings }: Pick<Services, 'settings'>, meetingId: string, address: string): string {
  return keyedHash(settings, `address\0${meetingId}\0${networksOf(address)[0] ?? ''}`);
}
