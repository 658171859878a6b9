import { readFileSync } from 'node:fs';

/** The one template, as it lies in the repository. */
export const template = readFileSync(new URL('../../livekit.yaml', import.meta.url), 'utf8');
