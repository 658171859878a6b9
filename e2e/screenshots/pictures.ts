/** Every picture of docs/screenshots: each of these names in each language and size. */
import { callScenes } from '../scenes/call-scenes.ts';
import { endings } from '../scenes/endings.ts';
import { brokenScenes, plainScenes } from '../scenes/scenes.ts';

/** Notices come and go as the call goes on: they are held against axe (e2e/pages.test.ts), and have no picture. */
export const picturedCallScenes = callScenes.filter(({ name }) => name !== 'call-notices');

const others = ['home-dark', 'preview', 'preview-refused', 'waiting-room', 'webinar-audience', 'webinar-invitation'] as const;
export const pictureNames: readonly string[] = [
  ...[...plainScenes, ...brokenScenes, ...picturedCallScenes, ...endings].map(({ name }) => name),
  ...others,
];

export const pictureLocales = ['en', 'hi'] as const;
export const pictureSizes = ['desktop', 'phone'] as const;

export function pictureFile(name: string, locale: string, size: string): string {
  if (!pictureNames.includes(name)) throw new Error(`${name} is on no list: add it to ${import.meta.filename}`);
  return `${name}-${locale}-${size}.jpg`;
}
