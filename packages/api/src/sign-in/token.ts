import { createHash } from 'node:crypto';

/** How a random token of ours rests in the database. A plain hash will do: there are 256 bits to guess. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

export const SESSION_SECONDS = 12 * 60 * 60;
export const LINK_SECONDS = 10 * 60;
