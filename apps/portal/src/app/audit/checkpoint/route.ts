import { readCheckpointNote } from '@sabha/api/audit-log/read';
import { mutableText, notThere } from '../../../serve/log-file.ts';
import { portalServices } from '../../../trpc/services.ts';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const note = await readCheckpointNote(await portalServices());
  return note === null ? notThere() : mutableText(note);
}
