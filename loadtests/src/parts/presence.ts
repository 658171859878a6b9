/** Which generators stand ready in the folder of the phase: `part-2.here.json`. Where folders are copied, none is seen, and none is missed. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../command/arguments.ts';
import { errorCode } from '../../../infra/local/src/fault.ts';
import { partName } from './record.ts';

const presenceSchema = z.strictObject({ plan: z.uuid(), machine: z.string(), pid: z.int().positive() });
export type Presence = Readonly<z.infer<typeof presenceSchema>>;

const fileIn = (folder: string, number: number): string => join(folder, `${partName(number)}.here.json`);

/** @throws Refusal where another generator of this load has that part: two would load twice, and one of them would be counted */
export async function takePart(folder: string, number: number, presence: Presence): Promise<void> {
  const [file, text] = [fileIn(folder, number), JSON.stringify(presence)];
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    if ((await presenceOf(folder, number, presence.plan)) !== undefined)
      throw new Refusal(`part ${number} is taken: ${file} is there`);
    await writeFile(file, text); // left from a load before
  }
}

/** undefined where nobody of this load is seen. @param plan id of the load */
export async function presenceOf(folder: string, number: number, plan: string): Promise<Presence | undefined> {
  try {
    const presence = presenceSchema.parse(JSON.parse(await readFile(fileIn(folder, number), 'utf8')));
    return presence.plan === plan ? presence : undefined;
  } catch {
    return undefined;
  }
}
