/** The process that ./guard.ts starts: reads who is to be ended, a line each, and waits for the end of its input. */
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { homeAt } from '../../../infra/local/src/instance/home.ts';
import { endOrphans, readRecord } from '../../../infra/local/src/instance/record.ts';
import type { ProcessIdentity } from '../../../infra/local/src/process/process-identity.ts';
import { stopGroup } from '../../../infra/local/src/process/stop-group.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new RangeError('whose home?');
const leaders: ProcessIdentity[] = [];
for await (const line of createInterface({ input: process.stdin })) leaders.push(JSON.parse(line) as ProcessIdentity);
const record = await readRecord(homeAt(folder));
await Promise.allSettled([
  ...leaders.map((leader) => stopGroup(leader, { signal: 'SIGTERM', graceMs: 1500 })),
  record === undefined ? undefined : endOrphans(record),
]);
await rm(folder, { recursive: true, force: true, maxRetries: 5 });
