/** Which generators stand ready in the folder of the phase: `part-2.here.json`. Where folders are copied, none is seen, and none is missed. */
import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../command/arguments.ts';
import { errorCode } from '../../../infra/local/src/fault.ts';
import { partName } from './record.ts';

const presenceSchema = z.strictObject({ plan: z.uuid(), machine: z.string(), pid: z.int().positive() });
export type Presence = Readonly<z.infer<typeof presenceSchema>>;

type Place = Readonly<{ folder: string; number: number; plan: string }>;

const fileOf = ({ folder, number, plan }: Place): string => join(folder, `${partName(number)}.${plan}.here.json`);

/** @throws Refusal where another generator of this load has that part: two would load twice, and one of them would be counted */
export async function takePart(folder: string, number: number, presence: Presence): Promise<void> {
  const file = fileOf({ folder, number, plan: presence.plan });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(presence), { flag: 'wx', mode: 0o600 });
  try {
    await link(draft, file); // whole at once, and never in another's place
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    throw new Refusal(`part ${number} is taken: ${file} is there`);
  } finally {
    await rm(draft, { force: true });
  }
}

/** undefined where nobody of this load is seen. @param plan id of the load */
export async function presenceOf(folder: string, number: number, plan: string): Promise<Presence | undefined> {
  try {
    const presence = presenceSchema.parse(JSON.parse(await readFile(fileOf({ folder, number, plan }), 'utf8')));
    return presence.plan === plan ? presence : undefined;
  } catch {
    return undefined;
  }
}
