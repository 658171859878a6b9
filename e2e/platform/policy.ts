import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signNote } from '@sabha/audit/note';
import { policyStatement } from '@sabha/domain/residency/policy-note';
import type { Platform } from './platform.ts';

/** Puts another residency policy in the place of the platform's, of the next version and signed like the first. It is read when a part starts. */
export async function changePolicy({ home }: Platform, change: (yaml: string) => string): Promise<void> {
  const file = join(home, 'residency.yaml');
  const before = await readFile(file, 'utf8');
  const changed = change(before);
  if (changed === before) throw new Error('nothing of the policy was changed');
  const version = Number(/^version: (\d+)$/m.exec(before)?.[1]) + 1;
  const text = changed.replace(/^version: \d+$/m, `version: ${version}`);
  const { policySigner } = JSON.parse(await readFile(join(home, 'secrets.json'), 'utf8')) as { policySigner: string };
  const sha256 = createHash('sha256').update(text).digest('hex');
  await writeFile(file, text);
  await writeFile(`${file}.note`, signNote(policyStatement({ version, sha256 }), policySigner));
}
