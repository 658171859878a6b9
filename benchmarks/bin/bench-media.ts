/** `npm run bench:media`: what our LiveKit settings cost, and what two servers carry beside one; exit code 1 when a promise is broken. */
import { parseArgs } from 'node:util';
import { k6Binary } from '../../loadtests/src/k6/binary.ts';
import { nodesSection } from '../src/media/nodes-section.ts';
import { settingsSection } from '../src/media/settings-section.ts';
import { renderReport, type Section } from '../src/report.ts';
import { describeMachine } from '../src/rig.ts';
import { isKept } from '../src/verdict.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    viewers: { type: 'string', default: '150' },
    seconds: { type: 'string', default: '20' },
    /** Of a core, for each media server, where two are weighed beside one. */
    quota: { type: 'string', default: '0.2' },
    only: { type: 'string' },
  },
});
const [rounds, viewers, seconds] = [values.rounds, values.viewers, values.seconds].map(Number);
const quota = Number(values.quota);
const isNamed = values.only === undefined || values.only === 'settings' || values.only === 'nodes';
if (
  ![rounds, viewers, seconds].every((count) => Number.isInteger(count) && Number(count) >= 1) ||
  !isNamed ||
  !(quota > 0 && quota <= 1)
) {
  console.error('usage: npm run bench:media -- [--rounds N] [--viewers N] [--seconds N] [--quota CORES] [--only settings|nodes]');
  process.exit(2);
}

const rig = describeMachine();
const say = (line: string) => console.error(line);
const binary = await k6Binary(say);
const common = { rounds: rounds ?? 3, say };
const k6 = { binary, env: process.env };
const sections: Section[] = [];
if (values.only !== 'nodes')
  sections.push(
    await settingsSection({ ...common, load: { ...k6, viewers: viewers ?? 150, joinsPerSecond: 10, seconds: seconds ?? 20 } }),
  );
if (values.only !== 'settings')
  sections.push(
    await nodesSection({ ...common, quota, load: { ...k6, viewers: Math.ceil(quota * 600), joinsPerSecond: 1.5, seconds: 3 } }),
  );
console.log(renderReport(rig, sections));
process.exitCode = sections.flatMap(({ checks }) => checks).every(isKept) ? 0 : 1;
