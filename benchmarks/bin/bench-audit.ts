/** `npm run bench:audit`: what the audit log costs, and how it grows; exit code 1 when a promise is broken. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freePorts } from '../../infra/local/src/instance/ports.ts';
import { startInstance } from '../../infra/local/src/instance/start-instance.ts';
import { appendSection } from '../src/audit/append-section.ts';
import { growthSection } from '../src/audit/growth-section.ts';
import { makePlainEntries } from '../src/audit/plain-entries.ts';
import { openWriters } from '../src/audit/writers.ts';
import { renderReport } from '../src/report.ts';
import { describeMachine } from '../src/rig.ts';
import { isKept } from '../src/verdict.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, entries: { type: 'string', default: '1000000' } },
});
const [rounds, entries] = [Number(values.rounds), Number(values.entries)];
if (![rounds, entries].every((count) => Number.isInteger(count) && count >= 1)) {
  console.error('usage: npm run bench:audit -- [--rounds N] [--entries N]');
  process.exit(2);
}

const rig = describeMachine();
const say = (line: string) => console.error(line);
const home = await mkdtemp(join(tmpdir(), 'sabha-bench-'));
say('starting a platform of our own');
const instance = await startInstance({ home, ports: await freePorts(), durable: true, logLevel: 'warn' });
const { DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: ownerUrl, PUBLIC_URL: origin } = instance.env;
const writers = openWriters(databaseUrl);
try {
  await makePlainEntries(ownerUrl);
  say('measuring: appends');
  const sections = [await appendSection(writers, rounds)];
  const sizes = [10_000, 100_000, 1_000_000, entries].filter((size) => size <= entries);
  const log = { url: `${origin}/audit`, databaseUrl, writers, say };
  sections.push(
    await growthSection(
      log,
      [...new Set(sizes)].sort((one, other) => one - other),
    ),
  );
  console.log(renderReport(rig, sections));
  process.exitCode = sections.flatMap(({ checks }) => checks).every(isKept) ? 0 : 1;
} finally {
  await writers.close();
  await instance.stop();
  await rm(home, { recursive: true, force: true });
}
