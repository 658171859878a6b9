import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { pictureFile, pictureLocales, pictureNames, pictureSizes } from '../../e2e/screenshots/pictures.ts';

const folder = fileURLToPath(new URL('../../docs/screenshots', import.meta.url));

test('docs/screenshots holds every scene in each language and size, and nothing else (npm run screenshots)', () => {
  const wanted = pictureNames.flatMap((name) =>
    pictureLocales.flatMap((locale) => pictureSizes.map((size) => pictureFile(name, locale, size))),
  );
  expect(readdirSync(folder).sort()).toEqual(wanted.sort());
});

test('no two scenes have one name, and none is taken that is on no list', () => {
  expect(new Set(pictureNames).size).toBe(pictureNames.length);
  expect(() => pictureFile('nowhere', 'en', 'phone')).toThrow(/on no list/);
});
