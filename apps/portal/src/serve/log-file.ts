/** A file of the audit log (c2sp.org/tlog-tiles). Whoever likes may read it, from any page: the log is there to be checked. */
const AN_AGE = 'public, max-age=31536000, immutable';
const SECONDS = 'public, max-age=2, must-revalidate';

const open = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };

/** What changes with every head. */
export const mutableText = (text: string): Response =>
  new Response(text, { headers: { ...open, 'content-type': 'text/plain; charset=utf-8', 'cache-control': SECONDS } });

/** What never changes once it is there. */
export const immutableBytes = (bytes: Uint8Array): Response =>
  new Response(Buffer.from(bytes), { headers: { ...open, 'content-type': 'application/octet-stream', 'cache-control': AN_AGE } });

/** It may be there in a moment. */
export const notThere = (): Response => new Response(null, { status: 404, headers: { ...open, 'cache-control': 'no-store' } });
