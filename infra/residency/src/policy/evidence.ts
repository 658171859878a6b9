/** Evidence that is a file of this repository must be there; what lies behind an address is for people to read. */
import type { Policy } from '@sabha/domain/residency/policy';
import { occupantOf, functions } from '@sabha/domain/residency/policy';
import type { PolicyFault } from '@sabha/domain/residency/read-policy';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const checkout = join(import.meta.dirname, '../../../..');

/** @param text the policy as it was written, to find the line. */
export async function missingEvidence(policy: Policy, text: string): Promise<readonly PolicyFault[]> {
  const links = Object.entries(policy.sites).flatMap(([id, site]) => [
    { path: `sites.${id}.evidence`, link: site.evidence },
    ...functions.map((name) => ({ path: `sites.${id}.runs.${name}.evidence`, link: occupantOf(site, name)?.evidence ?? '' })),
  ]);
  const checked = new Map<string, PolicyFault>();
  for (const { path, link } of links) {
    if (!link.startsWith('docs/') || checked.has(link) || (await isThere(link))) continue;
    checked.set(link, { ...placeOf(text, link), path, message: `there is no ${link}` });
  }
  return [...checked.values()];
}

async function isThere(link: string): Promise<boolean> {
  const [file = '', heading] = link.split('#');
  try {
    const text = await readFile(join(checkout, file), 'utf8');
    return heading === undefined || [...text.matchAll(/^#+ (.+)$/gm)].some(([, title = '']) => slugOf(title) === heading);
  } catch {
    return false; // not there, or nothing that can be read
  }
}

/** As GitHub makes the anchor of a heading. */
const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

function placeOf(text: string, link: string): Readonly<{ line: number; column: number }> {
  const before = text.slice(0, text.indexOf(link)).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
