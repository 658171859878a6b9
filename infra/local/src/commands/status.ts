import { defaultHomeFolder, homeAt, type Home } from '../instance/home.ts';
import { readRecord, type PartRecord } from '../instance/record.ts';
import { secretsOf } from '../instance/secrets.ts';
import { requireHealthOf, type Reach } from '../parts/health-of-part.ts';
import { isAlive } from '../process/process-identity.ts';
import type { Terminal } from '../terminal/terminal.ts';

type PartStatus = Readonly<{
  name: string;
  address: string;
  pid: number | null;
  version: string;
  health: 'healthy' | 'unhealthy' | 'not running';
  reason: string | null;
  restarts: number;
  logFile: string;
}>;

type Status = Readonly<{
  running: boolean;
  runnerPid: number | null;
  mode: string | null;
  startedAt: string | null;
  parts: readonly PartStatus[];
}>;

const unhealthyCode = 1;
const notRunningCode = 3;

/** Asks every part of the running instance itself; the record only tells which parts there are. */
export async function status(args: readonly string[], terminal: Terminal): Promise<number> {
  const found = await lookAt(homeAt(defaultHomeFolder(process.env)));
  // npm takes `npm run status --json` for a setting of its own and hands it on this way.
  if (args.includes('--json') || process.env['npm_config_json'] === 'true') terminal.line(JSON.stringify(found, null, 2));
  else print(found, terminal);
  if (!found.running) return notRunningCode;
  return found.parts.every(({ health }) => health === 'healthy') ? 0 : unhealthyCode;
}

async function lookAt(home: Home): Promise<Status> {
  const record = await readRecord(home);
  if (record === undefined) return { running: false, runnerPid: null, mode: null, startedAt: null, parts: [] };
  const running = isAlive(record.runner);
  const secrets = await secretsOf(home);
  return {
    running,
    runnerPid: running ? record.runner.pid : null,
    mode: record.mode,
    startedAt: record.startedAt,
    parts: await Promise.all(record.parts.map((part) => statusOf(part, { ports: record.ports, secrets }))),
  };
}

async function statusOf(part: PartRecord, reach: Reach): Promise<PartStatus> {
  const { name, address, version, restarts, logFile } = part;
  const alive = part.process !== null && isAlive(part.process);
  const about = { name, address, pid: alive ? part.process.pid : null, version, restarts, logFile };
  if (!alive) return { ...about, health: 'not running', reason: part.state };
  try {
    await requireHealthOf(name, reach);
    return { ...about, health: 'healthy', reason: null };
  } catch (error) {
    return { ...about, health: 'unhealthy', reason: error instanceof Error ? error.message : String(error) };
  }
}

function print({ running, runnerPid, mode, startedAt, parts }: Status, terminal: Terminal): void {
  if (!running && parts.length === 0) {
    terminal.line('Sabha is not running. `npm start` starts it.');
    return;
  }
  if (running) terminal.line(`Sabha runs (${mode ?? ''}, process ${runnerPid ?? ''}, since ${startedAt ?? ''})`);
  else terminal.line('The runner of Sabha was killed; the next `npm start` ends what it has left.');
  const marks = { healthy: 'done', unhealthy: 'warning', 'not running': 'failed' } as const;
  for (const part of parts) {
    const again = part.restarts === 0 ? '' : `, started again ${part.restarts} times`;
    const why = part.reason === null ? '' : ` (${part.reason})`;
    terminal.entry(
      marks[part.health],
      part.name,
      `${part.address}  pid ${part.pid ?? '-'}  ${part.version}  ${part.health}${why}${again}`,
    );
    terminal.line(`${' '.repeat(17)}${part.logFile}`);
  }
}
