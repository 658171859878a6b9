import { assumedGroups, type Demand, shareByState } from '../demand/demand.ts';
import { clockOf } from '../demand/day-curve.ts';
import { add, type Estimate, mapEstimate } from '../estimate.ts';
import { type JoinCost, joinCostOf } from '../plan/join-plan.ts';
import type { Plan, PlanInputs, SitePlan } from '../plan/plan.ts';
import { count, inUnit, inWords, percent, range, rupees } from './numbers.ts';
import type { Section } from './section.ts';

const terabit = inUnit(1e12, 'Tbit/s');
const terabyte = inUnit(1e12, 'TB');

export function headlineSection(plan: Plan, inputs: PlanInputs): Section {
  const tooLarge = plan.tooLarge.join(', ');
  return {
    title: 'In one table',
    parts: [
      'Expected, and in brackets the range that the measured runs, the published figures and the prices leave open.',
      { columns: ['what', 'how much', 'resting on'], rows: [...mediaRows(plan, inputs), ...otherRows(plan, inputs)] },
      ...(tooLarge === '' ? [] : [`A room lives on one server, and these may be too large for one: ${tooLarge}.`]),
    ],
  };
}

type Row = readonly [what: string, howMuch: string, restingOn: string];

const sumOver = ({ sites }: Plan, of: (site: SitePlan) => Estimate) => add(...[...sites.values()].map(of));

function mediaRows(plan: Plan, { demand, prices }: PlanInputs): readonly Row[] {
  const { cores } = prices.machines.media;
  const nodes = sumOver(plan, ({ media }) => media.nodesWithOneSpare);
  const servers = 'from measured runs; on large servers not measured';
  return [
    ['Participants in the day', inWords(demand.participants.value), 'asked for'],
    [`There at the busiest minute, ${clockOf(plan.busiest.minute)}`, inWords(plan.busiest.present), 'from the demand'],
    ['Joins a second at the rush', count(plan.busiest.joinsPerSecond), 'from the demand'],
    [`Media servers of ${cores} cores, N`, range(sumOver(plan, ({ media }) => media.nodes)), servers],
    ['... with N+1', range(nodes), servers],
    ['... with N+2', range(sumOver(plan, ({ media }) => media.nodesWithTwoSpare)), servers],
    [
      '... cores of N+1',
      range(
        mapEstimate(nodes, (value) => value * cores),
        inWords,
      ),
      servers,
    ],
    [
      'Memory that people hold in them',
      range(
        sumOver(plan, ({ media }) => media.memoryBytes),
        terabyte,
      ),
      'from measured runs',
    ],
    [
      'Media out to people',
      range(
        sumOver(plan, ({ media }) => media.bitsPerSecond),
        terabit,
      ),
      'from the demand',
    ],
  ];
}

function otherRows(plan: Plan, { prices }: PlanInputs): readonly Row[] {
  const joins = isEverywhere(plan, ({ isTimeMeasured }) => isTimeMeasured) ? 'from measured runs, on two cores' : 'not measured';
  const bytes = isEverywhere(plan, ({ areBytesMeasured }) => areBytesMeasured) ? 'from measured runs' : 'not measured';
  return [
    [
      'HLS out to people',
      range(
        sumOver(plan, ({ unmeasured }) => unmeasured.edgeBitsPerSecond),
        terabit,
      ),
      'not measured',
    ],
    ['HLS edges', range(sumOver(plan, ({ unmeasured }) => unmeasured.edges)), 'not measured'],
    ['Recordings at once', inWords(plan.busiest.recordings), 'from the demand'],
    ['Egress engines', range(sumOver(plan, ({ unmeasured }) => unmeasured.egressEngines)), 'not measured'],
    ['Portals', range(sumOver(plan, (site) => site.joins.portals)), joins],
    ['Databases', range(sumOver(plan, (site) => site.joins.databases)), joins],
    ['Database size, one year, all copies', range(plan.databaseBytes, terabyte), bytes],
    ['Rupees a month', range(plan.bill.total, rupees), `prices: ${prices.source}`],
  ];
}

const isEverywhere = ({ sites }: Plan, isMeasured: (cost: JoinCost) => boolean) =>
  [...sites.values()].every(({ joins }) => isMeasured(joins.cost));

export function sitesSection(plan: Plan): Section {
  return {
    title: 'By site',
    parts: [
      `${count(plan.clusters)} clusters, each with servers at every site. A spare is one server of each cluster at each site.`,
      {
        columns: [
          'site',
          'share',
          'people at the peak',
          'servers N',
          'N+1',
          'N+2',
          'bound by',
          'out',
          'egress, not measured',
          'edges, not measured',
          'portals',
        ],
        rows: [...plan.sites].map(([id, { share, media, unmeasured, joins }]) => [
          id,
          percent(share, 1),
          inWords(plan.busiest.present * share),
          range(media.nodes),
          range(media.nodesWithOneSpare),
          range(media.nodesWithTwoSpare),
          media.boundBy,
          range(media.bitsPerSecond, terabit),
          range(unmeasured.egressEngines),
          range(unmeasured.edges),
          range(joins.portals),
        ]),
      },
    ],
  };
}

export function statesSection(plan: Plan, demand: Demand): Section {
  const servers = [...plan.sites.values()].reduce((sum, { media }) => sum + media.nodes.expected, 0);
  return {
    title: 'By state',
    parts: [
      {
        columns: ['state', 'served from', 'people in the day', 'at the peak', 'share of the servers'],
        rows: shareByState(demand).map(([state, share]) => [
          state,
          Object.entries(demand.sites.serve).find(([, its]) => its.some((one) => one === state))?.[0] ?? '',
          inWords(demand.participants.value * share),
          inWords(plan.busiest.present * share),
          count(Math.ceil(servers * share)),
        ]),
      },
    ],
  };
}

export function billSection({ bill }: Plan, { prices }: PlanInputs): Section {
  return {
    title: 'Rupees a month',
    parts: [
      `Prices of ${prices.date}. ${capitalise(prices.source)}. With N+1.`,
      { columns: ['what', 'rupees a month'], rows: Object.entries(bill).map(([what, cost]) => [what, range(cost, rupees)]) },
    ],
  };
}

const capitalise = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

export function rushSection(plan: Plan, { figures }: PlanInputs): Section {
  const rows = [...plan.sites].flatMap(([id, { joins }]) =>
    joins.rushes.map(({ capacityShare, burst }) => [
      id,
      percent(capacityShare),
      count(joins.joinsPerSecond * capacityShare),
      `${count(burst.longestWait)} s`,
      inWords(burst.longestQueue),
    ]),
  );
  return {
    title: 'The rush at ten',
    parts: [
      `Portals are planned so that all but one in a hundred wait less than ${figures.join.waitSeconds} s at the busiest minute (M/M/c, Erlang C).` +
        ` Beside it: ${figures.join.beside}. Were fewer bought, people would wait (fluid queue); the arithmetic:`,
      { columns: ['site', 'of the capacity for the peak', 'joins served a second', 'longest wait', 'longest queue'], rows },
    ],
  };
}

export function lossSection({ losses }: Plan): Section {
  return {
    title: 'A site is lost at the busiest minute',
    parts: [
      'With N+1. Meetings that must stay at their site cannot go elsewhere: the fence refuses them, and so they are counted.',
      {
        columns: ['lost', 'people in meetings there', 'moved to other sites', 'refused: must stay', 'refused: no room'],
        rows: losses.map(({ siteId, displaced, moved, refusedByPin, refusedForRoom }) => [
          siteId,
          inWords(displaced),
          inWords(moved),
          inWords(refusedByPin),
          inWords(refusedForRoom),
        ]),
      },
    ],
  };
}

export function sourcesSection({ demand, figures, prices, runs }: PlanInputs): Section {
  const { isTimeMeasured } = joinCostOf(runs, figures);
  const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n');
  return {
    title: 'Assumed, and not measured',
    parts: [
      `Assumed in the demand:\n\n${list(assumedGroups(demand))}`,
      `Not measured, until the load kit has done so:\n\n${list([
        `large media servers: ${figures.media.source}`,
        `recording: ${figures.egress.source}`,
        `HLS: ${figures.hls.source}`,
        `HLS edges: ${figures.hls.edge.source}`,
        ...(isTimeMeasured ? [] : [`joins: ${figures.join.source}`]),
        `database: ${figures.database.source}`,
        `prices: ${prices.source}`,
      ])}`,
    ],
  };
}
