/** What a log of so many entries weighs, and how long its parts take: read by HTTP from the running portal, as everybody reads it. */
import { readCheckpoint } from '@sabha/audit/checkpoint';
import { splitNote } from '@sabha/audit/note';
import { inclusionProof } from '@sabha/audit/tree/range';
import { TILE_WIDTH } from '@sabha/audit/tree/grow';
import { nodesOfTiles, type Tile, tilePath } from '@sabha/audit/tree/tile';
import { connect } from '@sabha/db/connect';
import { bytesOfLog } from '@sabha/db/stores/audit-condition';
import { listHashes } from '@sabha/db/stores/audit-log';
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { kilobytes, milliseconds, type Section } from '../report.ts';
import { type Spread, spreadOf } from '../statistics.ts';
import { promises } from '../verdict.ts';
import type { Writers } from './writers.ts';

export type RunningLog = Readonly<{
  /** Address of the public log, without a trailing slash. */
  url: string;
  databaseUrl: string;
  writers: Writers;
  say: (line: string) => void;
}>;

type Measured = Readonly<{ size: number; bytes: number; tile: Spread; bundle: Spread; proof: Spread; verify: Verified }>;
type Verified = Readonly<{ seconds: number; peakBytes: number }>;

const TRIES = 50;

export async function growthSection(log: RunningLog, sizes: readonly number[]): Promise<Section> {
  const measured: Measured[] = [];
  for (const size of sizes) {
    log.say(`growing the log to ${size} entries`);
    await growTo(log, size);
    measured.push(await measure(log));
  }
  const [least, most] = [measured[0], measured.at(-1)];
  if (!least || !most) throw new RangeError('no size was measured');
  return {
    tables: [
      {
        title: 'A log as it grows',
        columns: [
          'entries',
          'in the database',
          'a tile',
          'a bundle of entries',
          'a proof',
          'verified whole, over HTTP',
          'peak memory',
        ],
        rows: measured.map(({ size, bytes, tile, bundle, proof, verify }) => [
          String(size),
          `${Math.round(bytes / 1e6)} MB (${Math.round(bytes / size)} bytes an entry)`,
          milliseconds(tile),
          milliseconds(bundle),
          milliseconds(proof),
          `${verify.seconds.toFixed(1)} s`,
          `${kilobytes(verify.peakBytes / 1000)} MB`,
        ]),
      },
    ],
    checks: [
      {
        promise: `memory of the verifier, ${most.size} entries beside ${least.size}`,
        measured: most.verify.peakBytes / least.verify.peakBytes,
        atMost: promises.audit.memoryRatio,
        unit: 'times',
      },
    ],
  };
}

async function sizeOf({ url }: RunningLog): Promise<number> {
  return readCheckpoint(splitNote(await (await fetch(`${url}/checkpoint`)).text()).text).size;
}

/** Until all of it is under the signed head that everybody is shown. */
async function growTo(log: RunningLog, size: number): Promise<void> {
  const missing = size - (await sizeOf(log));
  if (missing > 0) await log.writers.fill(missing);
  while ((await sizeOf(log)) < size) await pause(500);
}

async function measure(log: RunningLog): Promise<Measured> {
  const size = await sizeOf(log);
  const full = Math.floor(size / TILE_WIDTH);
  const drawn = () => Math.floor(Math.random() * full);
  return {
    size,
    bytes: await bytesOf(log),
    tile: await timed(() => get(log, fullTile(0, drawn()))),
    bundle: await timed(() => get(log, fullTile('entries', drawn()))),
    proof: await proofTime(log, size),
    verify: await verifyWhole(log),
  };
}

const fullTile = (level: Tile['level'], index: number): string => tilePath({ level, index, width: TILE_WIDTH });

async function get({ url }: RunningLog, path: string): Promise<void> {
  const answer = await fetch(`${url}/${path}`);
  if (!answer.ok) throw new Error(`${path} answers ${answer.status}`);
  await answer.arrayBuffer();
}

async function timed(work: () => Promise<void>): Promise<Spread> {
  const took: number[] = [];
  for (let turn = 0; turn <= TRIES; turn += 1) {
    const began = performance.now();
    await work();
    if (turn > 0) took.push(performance.now() - began);
  }
  return spreadOf(took);
}

/** Of any entry, from the database, as the proof of a meeting is made. */
async function proofTime({ databaseUrl }: RunningLog, size: number): Promise<Spread> {
  const { db, close } = connect(databaseUrl, 1);
  try {
    return await timed(async () => {
      const nodes = nodesOfTiles(
        ({ level, index, width }) =>
          listHashes(db, { level: level === 'entries' ? 0 : level, from: index * TILE_WIDTH, count: width }),
        size,
      );
      await inclusionProof(nodes, { index: Math.floor(Math.random() * size), size });
    });
  } finally {
    await close();
  }
}

async function bytesOf({ databaseUrl }: RunningLog): Promise<number> {
  const { db, close } = connect(databaseUrl, 1);
  return bytesOfLog(db).finally(close);
}

/** By the command that anybody would use, in a process of its own that says at its end how much memory it had. */
async function verifyWhole({ url }: RunningLog): Promise<Verified> {
  const key = (await (await fetch(`${url}/key`)).text()).trim().split('\n')[0] ?? '';
  const tell = `process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + '\\n'))`;
  const cli = new URL('../../../packages/audit/bin/sabha-audit.ts', import.meta.url).pathname;
  const began = performance.now();
  const child = spawn(process.execPath, [
    '--import',
    `data:text/javascript,${encodeURIComponent(tell)}`,
    cli,
    'verify',
    url,
    '--key',
    key,
  ]);
  let said = '';
  child.stdout.on('data', (text: Buffer) => (said += text.toString()));
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const peak = /^peak (\d+)$/m.exec(said)?.[1];
  if (code !== 0 || peak === undefined || !said.startsWith('FITS')) throw new Error(`the log does not verify: ${said}`);
  return { seconds: (performance.now() - began) / 1000, peakBytes: Number(peak) * 1024 };
}
