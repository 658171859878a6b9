import { interleave } from '../interleave.ts';
import { type Section, times } from '../report.ts';
import { spreadOf } from '../statistics.ts';
import { promises } from '../verdict.ts';
import { WRITERS, type Writers } from './writers.ts';

/** Acts of one turn: some seconds, so that the sequencer of the running worker has several turns of its own in each. */
const ACTS = 6_000;

export async function appendSection(writers: Writers, rounds: number): Promise<Section> {
  const runs = await interleave({ without: () => writers.withoutLog(ACTS), with: () => writers.withLog(ACTS) }, rounds);
  const [floor, ours] = [spreadOf(runs.without), spreadOf(runs.with)];
  const row = (name: string, { median, min, max }: typeof ours) => [
    name,
    `${Math.round(median)} (${Math.round(min)} / ${Math.round(max)})`,
    times(median / floor.median),
  ];
  return {
    tables: [
      {
        title: `Acts a second, ${WRITERS} writers, ${rounds} rounds of ${ACTS}`,
        columns: ['', 'median (min / max)', 'ratio'],
        rows: [row('the same rows without the log', floor), row('with the log, its sequencer and its witness at work', ours)],
      },
    ],
    checks: [
      {
        promise: `audit log, ${WRITERS} writers: time of an act beside the same rows without it`,
        measured: floor.median / ours.median,
        atMost: promises.audit.ratio,
        unit: 'times',
      },
    ],
  };
}
