import type { Browser } from 'playwright-core';
import { interleave } from './interleave.ts';
import { fast, slow, type NetworkProfile } from './network-profile.ts';
import { measureField, sendAtOnce, type FieldRun, type Opened } from './page-load.ts';
import { kilobytes, milliseconds, times, type Section, type Table } from './report.ts';
import { ratioOf, spreadOf, type Spread } from './statistics.ts';
import { doorBudget, promises, type Check } from './verdict.ts';

export type DoorSubjects = Readonly<{ bareUrl: string; door: Readonly<{ url: string; passcode: string }> }>;

type Runs = Readonly<Record<'bare' | 'portal' | 'portalHindi', readonly FieldRun[]>>;

/** Until a person can type their name and send it: the door page beside the bare page. */
export async function doorSection(browser: Browser, { bareUrl, door }: DoorSubjects, rounds: number): Promise<Section> {
  const sections: Section[] = [];
  for (const profile of [fast, slow]) {
    const open = (opened: Opened) => () => measureField(browser, opened, profile);
    const runs = await interleave(
      {
        bare: open({ url: bareUrl, locale: 'en-IN' }),
        portal: open({ url: door.url, locale: 'en-IN' }),
        portalHindi: open({ url: door.url, locale: 'hi-IN' }),
      },
      rounds,
    );
    requireTypedTextToSurvive(runs);
    await sendAtOnce(browser, door, profile);
    sections.push({ tables: [table(runs, profile)], checks: checks(runs, profile) });
  }
  return { tables: sections.flatMap(({ tables }) => tables), checks: sections.flatMap(({ checks }) => checks) };
}

/** The later of both: a form that is taken over by React counts only when that is done. */
function readyAt(runs: readonly FieldRun[]): Spread {
  return spreadOf(runs.map(({ usableAt, hydratedAt }) => Math.max(usableAt, hydratedAt ?? 0)));
}

function table({ bare, portal, portalHindi }: Runs, profile: NetworkProfile): Table {
  const floor = readyAt(bare);
  const row = (name: string, runs: readonly FieldRun[]) => [
    name,
    String(spreadOf(runs.map(({ untilRest }) => untilRest.requests)).median),
    ...(['script', 'all'] as const).map((kind) => kilobytes(spreadOf(runs.map(({ untilUsable }) => untilUsable[kind])).median)),
    ...(['script', 'all', 'ahead'] as const).map((kind) =>
      kilobytes(spreadOf(runs.map(({ untilRest }) => untilRest[kind])).median),
    ),
    milliseconds(spreadOf(runs.map(({ usableAt }) => usableAt))),
    runs.some(({ hydratedAt }) => hydratedAt === null) ? 'none' : milliseconds(readyAt(runs)),
    milliseconds(spreadOf(runs.map(({ blockedMs }) => blockedMs))),
    times(ratioOf(readyAt(runs), floor)),
  ];
  return {
    title: `Until the name field can be used and its form sent, ${profile.name}, cold, ${bare.length} rounds`,
    columns: [
      'page',
      'requests',
      'JS kB until usable',
      'all kB until usable',
      'JS kB at rest',
      'all kB at rest',
      'kB fetched ahead for the call',
      'usable',
      'hydration over',
      'blocking',
      'ratio to bare',
    ],
    rows: [row('bare', bare), row('portal, English', portal), row('portal, Hindi', portalHindi)],
  };
}

/** Time is promised where it is felt; on a fast network it stands in the table. */
function checks({ bare, portal, portalHindi }: Runs, profile: NetworkProfile): readonly Check[] {
  const most = (kind: 'script' | 'all') => spreadOf([...portal, ...portalHindi].map(({ untilRest }) => untilRest[kind])).max;
  const besideBare = (language: string, runs: readonly FieldRun[]): Check => ({
    promise: `door, ${profile.name}: time beside bare, ${language}`,
    measured: ratioOf(readyAt(runs), readyAt(bare)),
    atMost: promises.door.ratio,
    unit: 'times',
  });
  return [
    ...doorBudget(`door, ${profile.name}`, { script: most('script'), all: most('all') }),
    ...(profile === slow ? [besideBare('English', portal), besideBare('Hindi', portalHindi)] : []),
  ];
}

function requireTypedTextToSurvive(runs: Runs): void {
  for (const [subject, ofSubject] of Object.entries(runs)) {
    if (ofSubject.some(({ typedSurvives }) => !typedSurvives)) throw new Error(`${subject}: what was typed early was lost`);
  }
}
