import { createHash } from 'node:crypto';

/** How a token that was drawn at random rests in the database, hex. A plain hash will do: there are 256 bits to guess. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');
