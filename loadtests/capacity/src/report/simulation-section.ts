import { clockOf } from '../demand/day-curve.ts';
import { sampledShare, type Simulation } from '../simulate/simulate.ts';
import type { Tally } from '../simulate/tally.ts';
import { bar, count, inWords, percent } from './numbers.ts';
import type { Section, Table } from './section.ts';

/** One row for each group: clusters of one kind of day. */
export function comparisonTable(groups: readonly (readonly Simulation[])[]): Table {
  return {
    columns: [
      'spares',
      'servers say',
      'site lost',
      'starts',
      'clusters',
      'meetings',
      'people came',
      'never got in',
      'waited, then got in',
      'busiest server',
      'at their own site',
      'asks refused',
    ],
    rows: groups.flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const { loss, says, spares, window } = first.settings;
      const sum = (of: (tally: Tally) => number) => group.reduce((total, { tally }) => total + of(tally), 0);
      const { mean, margin } = sampledShare(group);
      return [
        [
          `N+${spares}`,
          says === 'load' ? 'their load' : 'what was promised (what if)',
          loss ? `${loss.siteId} at ${clockOf(loss.atMinute)}` : 'none',
          `${clockOf(window[0])} to ${clockOf(window[1])}`,
          count(group.length),
          count(sum(({ rooms }) => rooms)),
          count(sum(({ came }) => came)),
          `${percent(mean, 2)}${margin === null ? '' : ` (± ${percent(margin, 2)})`}`,
          percent(
            sum(({ waited }) => waited) /
              Math.max(
                1,
                sum(({ came }) => came),
              ),
            2,
          ),
          percent(Math.max(...group.flatMap(({ tally }) => [...tally.highestLoad.values()]))),
          percent(
            sum(({ placedAtHome }) => placedAtHome) /
              Math.max(
                1,
                sum(({ placed }) => placed),
              ),
          ),
          refusalsOf(group),
        ],
      ];
    }),
  };
}

function refusalsOf(group: readonly Simulation[]): string {
  const reasons = [...new Set(group.flatMap(({ tally }) => Object.keys(tally.refusals)))] as (keyof Tally['refusals'])[];
  const asks = (reason: keyof Tally['refusals']) => group.reduce((sum, { tally }) => sum + (tally.refusals[reason] ?? 0), 0);
  return reasons.map((reason) => `${reason} ${count(asks(reason))}`).join(', ') || 'none';
}

/** By site and hour, as many as the whole nation would have: counts of one cluster times the clusters. */
export function hoursTable({ tally, clusters }: Simulation): Table {
  const rows = [...tally.bySite].flatMap(([site, hours]) =>
    hours.flatMap(({ came, placed, refused, rooms }, hour) =>
      came === 0
        ? []
        : [
            [
              site,
              clockOf(hour * 60),
              inWords(rooms * clusters),
              inWords(came * clusters),
              inWords(placed * clusters),
              inWords(refused * clusters),
            ],
          ],
    ),
  );
  return { columns: ['home site', 'hour', 'meetings opened', 'people came', 'placed', 'refused'], rows };
}

export function curveTable({ tally, clusters }: Simulation): Table {
  const looks = tally.curve.filter(({ minute }) => minute % 30 === 14);
  const most = Math.max(1, ...looks.map(({ people }) => people));
  return {
    columns: ['time', 'people on media servers', 'of the peak', 'mean load', 'busiest server'],
    rows: looks.map(({ minute, people, meanLoad, highestLoad }) => [
      clockOf(minute),
      inWords(people * clusters),
      bar(people / most),
      percent(meanLoad),
      percent(highestLoad),
    ]),
  };
}

/** @param groups of which the first one's first cluster is shown hour by hour */
export function simulationSection(groups: readonly (readonly Simulation[])[]): Section {
  const first = groups[0]?.[0];
  if (!first) throw new RangeError('nothing was simulated');
  const servers = [...first.nodes].map(([site, nodes]) => `${site} ${nodes}`).join(', ');
  return {
    title: 'The day, event by event',
    parts: [
      `A cluster is played: a sample of 1 in ${count(first.clusters)} of the meetings of the nation, from seed ${first.settings.seed} on, on as` +
        ` many servers as each cluster has (the first: ${servers}, N+${first.settings.spares}). Each time people ask for a room, \`recentNodes\` of` +
        ' packages/media reads the registry and `placeRoom` of packages/domain decides, under `policy/national.yaml`. Servers say every two' +
        ' seconds how busy they are; how busy that is, the model says. People come in up to three groups for each meeting, ask again as the' +
        ' page of the portal does, and give up after five minutes (assumed). Behind ± is the error of the sample, nine in ten, where more than' +
        ' one cluster was played.',
      comparisonTable(groups),
      'The first of them, as many as the whole nation would have:',
      curveTable(first),
      hoursTable(first),
    ],
  };
}
