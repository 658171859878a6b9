import type { Browser } from 'playwright-core';
import { interleave } from './interleave.ts';
import { measureBareJoin, type BareJoin, type BarePublishing } from './join-bare.ts';
import { measurePortalJoin, type PortalJoin } from './join-portal.ts';
import { fast, slow, type NetworkProfile } from './network-profile.ts';
import { milliseconds, times, type Section } from './report.ts';
import { ratioOf, spreadOf } from './statistics.ts';
import { promises } from './verdict.ts';

export type JoinSubjects = Readonly<{
  /** A new identity for every join, so that none throws another out. */
  bare: (publishing: BarePublishing) => BareJoin;
  portal: PortalJoin;
}>;

export async function joinSection(
  browser: Browser,
  subjects: JoinSubjects,
  rounds: Readonly<{ fast: number; slow: number }>,
): Promise<Section> {
  const quick = await oneProfile(browser, subjects, { profile: fast, rounds: rounds.fast });
  const throttled = await oneProfile(browser, subjects, { profile: slow, rounds: rounds.slow });
  return { tables: [...quick.tables, ...throttled.tables], checks: [...quick.checks, ...throttled.checks] };
}

type Course = Readonly<{ profile: NetworkProfile; rounds: number }>;

async function oneProfile(browser: Browser, { bare, portal }: JoinSubjects, { profile, rounds }: Course): Promise<Section> {
  const join = (publishing: BarePublishing) => () => measureBareJoin(browser, bare(publishing), profile);
  const runs = await interleave(
    {
      nothing: join('nothing'),
      captured: join('captured'),
      held: join('held'),
      portal: () => measurePortalJoin(browser, portal, profile),
    },
    rounds,
  );
  const floor = spreadOf(runs.held);
  const row = (name: string, took: readonly number[]) => [
    name,
    milliseconds(spreadOf(took)),
    times(ratioOf(spreadOf(took), floor)),
  ];
  return {
    tables: [
      {
        title: `Click on join to the first remote frame painted, ${profile.name}, ${rounds} rounds`,
        columns: ['page', 'median (min / max)', 'ratio'],
        rows: [
          row('bare, subscribes only', runs.nothing),
          row('bare, opens camera and microphone after the click', runs.captured),
          row('bare, publishes what it held before the click', runs.held),
          row('portal, preview -> call', runs.portal),
        ],
      },
    ],
    checks: [
      {
        promise: `join, ${profile.name}: beside a bare page that publishes`,
        measured: ratioOf(spreadOf(runs.portal), floor),
        atMost: promises.join.ratio,
        unit: 'times',
      },
    ],
  };
}
