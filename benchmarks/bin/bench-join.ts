/** `npm run bench:join`: how many come in by a public webinar's link in a second, every check done; exit code 1 when a promise is broken. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freePorts } from '../../infra/local/src/instance/ports.ts';
import { startInstance } from '../../infra/local/src/instance/start-instance.ts';
import { FIRST, pin, SECOND } from '../src/join-path/cores.ts';
import { joinPathSection } from '../src/join-path/join-path-section.ts';
import { openWebinar } from '../src/join-path/live-webinar.ts';
import { startPinnedPortal } from '../src/join-path/pinned-portal.ts';
import { startBareServer } from '../src/join-path/bare-server.ts';
import type { WayName } from '../src/join-path/ways.ts';
import { renderReport } from '../src/report.ts';
import { describeMachine } from '../src/rig.ts';
import { isKept } from '../src/verdict.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '10' },
    connections: { type: 'string', default: '64' },
    way: { type: 'string', default: 'one-call' },
    /** A folder to put a CPU profile of the portal into; figures of such a run are no figures. */
    profile: { type: 'string' },
  },
});
const [rounds, seconds, connections] = [values.rounds, values.seconds, values.connections].map(Number);
const isWay = (name: string): name is WayName => name === 'one-call' || name === 'two-calls';
const way = values.way;
if (![rounds, seconds, connections].every((count) => Number.isInteger(count) && Number(count) >= 1) || !isWay(way)) {
  console.error(
    'usage: npm run bench:join -- [--rounds N] [--seconds N] [--connections N] [--way one-call|two-calls] [--profile FOLDER]',
  );
  process.exit(2);
}

const rig = describeMachine();
const say = (line: string) => console.error(line);
const home = await mkdtemp(join(tmpdir(), 'sabha-bench-'));
const [ports, others] = [await freePorts(), await freePorts()];
say('starting a platform of our own');
const parts = ['database', 'livekit', 'identity', 'mail', 'witness', 'worker'] as const;
const instance = await startInstance({ home, ports, parts, durable: true, logLevel: 'warn' });
try {
  const webinar = await openWebinar(instance);
  const portal = await startPinnedPortal(instance, { core: FIRST, say, profileFolder: values.profile ?? null });
  pin(process.pid, SECOND); // and with it whatever it has started
  pin(portal.pid, FIRST);
  const bare = await startBareServer(instance, { core: FIRST, port: others.portal });
  try {
    const section = await joinPathSection(
      { instance, webinar, portal, bare, say },
      { way, rounds: rounds ?? 3, seconds: seconds ?? 10, connections: connections ?? 64 },
    );
    console.log(renderReport(rig, [section]));
    process.exitCode = section.checks.every(isKept) ? 0 : 1;
  } finally {
    bare.stop();
    await portal.stop();
    await webinar.close();
  }
} finally {
  await instance.stop();
  await rm(home, { recursive: true, force: true });
}
