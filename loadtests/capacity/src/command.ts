/** The four commands, without a terminal: what they say, and with which exit code. */
import { format, resolveConfig } from 'prettier';
import { minuteOf } from './demand/day-curve.ts';
import { featuresOf } from './fit/observe.ts';
import { makePlan } from './plan/plan.ts';
import { type CapacityModel, fitCapacity, predict, type Prediction } from './predict/predict.ts';
import { validateEachConfiguration, validateEachScenario, validateHeldOut } from './predict/validate.ts';
import { InputFault, type InputFiles, readInputs, readMeasured } from './read-inputs.ts';
import { modelSection, publishedSection, validationSection } from './report/model-sections.ts';
import { count, range } from './report/numbers.ts';
import { planSections, simulateForPage, writePage } from './report/page.ts';
import { renderSection, renderTable } from './report/section.ts';
import { simulationSection } from './report/simulation-section.ts';
import { simulateSeveral } from './simulate/simulate.ts';

export const usage = `How many machines, and how many rupees? From measured runs, a demand and prices.

  capacity.ts plan        machines and rupees by site and state
  capacity.ts predict     cost and largest clean load of a configuration
                          --scenario webinar --participants 300 [--cores 2] [--shared]
                          (--shared: the load generator runs on the same cores)
  capacity.ts validate    the model against runs it was not fitted to; exit code 1 when one is missed
                          [--hold-out id,id or scenario]   (otherwise each scenario in turn)
  capacity.ts simulate    a day of one cluster through the fence of the product
                          [--seed 1] [--clusters 1] [--spares 1] [--lose del1] [--from 09:30] [--to 11:00] [--write-docs]
                          [--says promise]   (what if servers told what their meetings will be when all have come?)

  --measured folder  --demand file  --prices file  --figures file  --policy file   (those of this folder otherwise)
  --json             for programs`;

export type Options = InputFiles &
  Readonly<{
    scenario?: string | undefined;
    participants?: string | undefined;
    cores: string;
    shared: boolean;
    holdOut?: string | undefined;
    seed: string;
    spares: string;
    clusters: string;
    says: string;
    lose?: string | undefined;
    from: string;
    to: string;
    json: boolean;
    writeDocs: boolean;
  }>;

/** `pageText`: what docs/capacity.md is to be, or null when it is not asked for. */
export type Outcome = Readonly<{ text: string; exitCode: number; pageText: string | null }>;

/** @throws InputFault for a file or an option that is wrong; RangeError when the runs are too few */
export async function runCommand(name: string, options: Options): Promise<Outcome> {
  switch (name) {
    case 'plan':
      return planCommand(options);
    case 'predict':
      return predictCommand(options);
    case 'validate':
      return validateCommand(options);
    case 'simulate':
      return simulateCommand(options);
    default:
      throw new InputFault(`no command ${name}\n\n${usage}`);
  }
}

async function planCommand(options: Options): Promise<Outcome> {
  const inputs = await readInputs(options);
  const plan = makePlan(inputs);
  return say(options, plan, planSections(inputs, plan).map(renderSection).join('\n\n'));
}

async function predictCommand(options: Options): Promise<Outcome> {
  const runs = await readMeasured(options.measured);
  const like = runs.find((run) => run.scenario === options.scenario && featuresOf(run) !== null);
  const features = like ? featuresOf(like) : null;
  if (!like || !features) {
    const known = [...new Set(runs.map(({ scenario }) => scenario))].join(', ');
    throw new InputFault(`--scenario: one of those whose packets were counted: ${known}`);
  }
  const participants = wholeNumber('--participants', options.participants ?? String(like.participants));
  const times = participants / features.participants;
  // One more viewer of a webinar sends nothing; one more meeting brings its publishers.
  const sending = like.rooms === 1 ? 1 : times;
  const scaled = {
    nodes: 1,
    participants,
    publishers: features.publishers * sending,
    streamsOut: features.streamsOut * times,
    packetsOut: features.packetsOut * times,
    packetsIn: features.packetsIn * sending,
  };
  const model = fitCapacity(runs);
  const cores = wholeNumber('--cores', options.cores);
  const prediction = predict(model, { features: scaled, cores, isShared: options.shared });
  return say(
    options,
    prediction,
    describePrediction(model, prediction, {
      scenario: like.scenario,
      participants,
      cores,
      rigCores: Math.max(...runs.map(({ rig }) => rig.cores)),
    }),
  );
}

function describePrediction(
  model: CapacityModel,
  { millicores, millicoresPerParticipant, largestCleanLoad }: Prediction,
  {
    scenario,
    participants,
    cores,
    rigCores,
  }: Readonly<{ scenario: string; participants: number; cores: number; rigCores: number }>,
): string {
  const table = renderTable({
    columns: ['quantity', 'expected (low to high)'],
    rows: [
      ['m-cores of the media server', range(millicores)],
      ['m-cores a participant', range(millicoresPerParticipant)],
      ['largest clean load, participants', range(largestCleanLoad)],
    ],
  });
  const bound = model.limit.isBracketed ? '' : '\n\nNo run was driven until it broke: the largest clean load is a lower bound.';
  const larger =
    cores > rigCores
      ? `\n\nNot measured: no rig had more than ${rigCores} cores, and a packet costs more on a large server (\`validate\`).`
      : '';
  return `${scenario}, ${count(participants)} participants, ${cores} cores\n\n${table}${bound}${larger}`;
}

async function validateCommand(options: Options): Promise<Outcome> {
  const { runs, figures } = await readInputs(options);
  const wanted = options.holdOut?.split(',');
  const chosen = wanted && validateHeldOut(runs, ({ id, scenario }) => wanted.includes(id) || wanted.includes(scenario));
  const held = chosen
    ? ([['choice', chosen]] as const)
    : ([
        ['configuration', validateEachConfiguration(runs)],
        ['scenario', validateEachScenario(runs)],
      ] as const);
  const comparisons = held.flatMap(([, rows]) => rows);
  if (comparisons.length === 0) throw new InputFault('--hold-out: no run of that id or scenario can be compared');
  const model = fitCapacity(runs);
  const validations = held.map(([by, rows]) => validationSection(by, rows));
  const sections = [...validations, publishedSection(model, figures), modelSection(model, runs)];
  const missed = comparisons.some(({ verdict }) => verdict === 'missed');
  return { ...say(options, comparisons, sections.map(renderSection).join('\n\n')), exitCode: missed ? 1 : 0 };
}

async function simulateCommand(options: Options): Promise<Outcome> {
  const inputs = await readInputs(options);
  const plan = makePlan(inputs);
  const seed = wholeNumber('--seed', options.seed);
  if (options.writeDocs) {
    const simulations = await simulateForPage(inputs, plan, seed);
    const pageText = await layOut(writePage(inputs, plan, simulations));
    return { ...say(options, simulations, renderSection(simulationSection(simulations))), pageText };
  }
  if (options.lose !== undefined && !plan.sites.has(options.lose))
    throw new InputFault(`--lose: one of ${[...plan.sites.keys()].join(', ')}`);
  const sampled = wholeNumber('--clusters', options.clusters);
  if (sampled < 1) throw new InputFault('--clusters: at least one');
  if (options.says !== 'load' && options.says !== 'promise') throw new InputFault('--says: load or promise');
  const simulations = await simulateSeveral(inputs, plan, {
    sampled,
    says: options.says,
    seed,
    window: [minuteOf(options.from), minuteOf(options.to)],
    spares: wholeNumber('--spares', options.spares),
    loss: options.lose === undefined ? null : { siteId: options.lose, atMinute: minuteOf('10:05') },
  });
  return say(options, simulations, renderSection(simulationSection([simulations])));
}

/** As `npm run format` would, so that the page passes its check. */
export async function layOut(markdown: string): Promise<string> {
  const config = await resolveConfig(import.meta.filename);
  return format(markdown, { ...config, parser: 'markdown' });
}

function say({ json }: Pick<Options, 'json'>, value: unknown, text: string): Outcome {
  return { text: json ? JSON.stringify(value, withoutMaps, 2) : text, exitCode: 0, pageText: null };
}

const withoutMaps = (_: string, value: unknown): unknown =>
  value instanceof Map ? Object.fromEntries<unknown>(value as Map<string, unknown>) : value;

function wholeNumber(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InputFault(`${option}: not a whole number: ${text}`);
  return value;
}
