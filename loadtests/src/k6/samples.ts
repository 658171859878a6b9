/** The raw samples of a scenario (k6's JSON output), read line by line and summed up by the second. */
import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** Seconds are whole, since 1970. */
export type Bucket = { values: number[]; sum: number };
export type Seconds = ReadonlyMap<number, Readonly<Bucket>>;
export type SampleSeries = ReadonlyMap<string, Seconds>;

type Point = Readonly<{
  type: string;
  metric: string;
  data: Readonly<{ time: string; value: number; tags?: Readonly<Record<string, string>> | null }>;
}>;

/** Which lines a metric's samples are sorted into; none where the metric is not drawn. */
export type Sorting = (metric: string, tags: Readonly<Record<string, string>>) => readonly string[];

/** @param files of one load, one from each generator: gzip of one JSON object a line. What k6 was cut off in is passed over. */
export async function readSamples(files: readonly string[], sorting: Sorting): Promise<SampleSeries> {
  const series = new Map<string, Map<number, Bucket>>();
  for (const file of files) await sortInto(series, file, sorting);
  return series;
}

async function sortInto(series: Map<string, Map<number, Bucket>>, file: string, sorting: Sorting): Promise<void> {
  if (!existsSync(file)) return; // k6 broke off before it began
  for await (const line of linesOf(file)) {
    const point = parse(line);
    if (point?.type !== 'Point') continue;
    const second = Math.floor(Date.parse(point.data.time) / 1000);
    for (const name of sorting(point.metric, point.data.tags ?? {})) {
      const seconds = series.get(name) ?? new Map<number, Bucket>();
      series.set(name, seconds);
      const bucket = seconds.get(second) ?? { values: [], sum: 0 };
      seconds.set(second, bucket);
      bucket.values.push(point.data.value);
      bucket.sum += point.data.value;
    }
  }
}

/** A run that was ended early leaves a file without its end: what stands before it counts. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const unpacked = createReadStream(file).pipe(createGunzip());
  try {
    yield* createInterface({ input: unpacked, crlfDelay: Infinity });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'Z_BUF_ERROR') throw error;
  }
}

function parse(line: string): Point | undefined {
  try {
    return JSON.parse(line) as Point;
  } catch {
    return undefined;
  }
}
