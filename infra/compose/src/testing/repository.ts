import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Where compose.yaml lies. */
export const composeFolder = at('');

export const readHere = (path: string): string => readFileSync(at(path), 'utf8');

/** What a host's files are made from. */
export const templates = { livekit: readHere('../livekit/livekit.yaml'), nginx: readHere('nginx/nginx.conf') };
