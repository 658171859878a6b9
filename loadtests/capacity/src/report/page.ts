/** docs/capacity.md as a whole, from the inputs that are committed: a test holds the page to it. */
import { validateEachConfiguration, validateEachScenario } from '../predict/validate.ts';
import type { Plan, PlanInputs } from '../plan/plan.ts';
import { type Simulation, simulateSeveral } from '../simulate/simulate.ts';
import { minuteOf } from '../demand/day-curve.ts';
import { modelSection, publishedSection, validationSection } from './model-sections.ts';
import * as plans from './plan-sections.ts';
import { renderSection, type Section } from './section.ts';
import { simulationSection } from './simulation-section.ts';

const WHOLE_DAY = [0, 24 * 60] as const;
const THE_RUSH = [minuteOf('09:30'), minuteOf('10:01')] as const;

/** The days that the page shows. */
export async function simulateForPage(inputs: PlanInputs, plan: Plan, seed: number): Promise<readonly (readonly Simulation[])[]> {
  const loss = { siteId: [...plan.sites.keys()][0] ?? '', atMinute: minuteOf('10:05') };
  const rush = { seed, window: THE_RUSH, says: 'load', loss: null, sampled: 3 } as const;
  return [
    await simulateSeveral(inputs, plan, { ...rush, window: WHOLE_DAY, spares: 2, sampled: 1 }),
    await simulateSeveral(inputs, plan, { ...rush, spares: 1 }),
    await simulateSeveral(inputs, plan, { ...rush, spares: 1, says: 'promise' }),
    await simulateSeveral(inputs, plan, { ...rush, spares: 2, sampled: 1 }),
    await simulateSeveral(inputs, plan, { ...rush, spares: 2, loss, sampled: 1 }),
  ];
}

export function planSections(inputs: PlanInputs, plan: Plan): readonly Section[] {
  return [
    plans.headlineSection(plan, inputs),
    plans.sitesSection(plan),
    plans.billSection(plan, inputs),
    plans.lossSection(plan),
    plans.rushSection(plan, inputs),
    plans.statesSection(plan, inputs.demand),
  ];
}

export function writePage(inputs: PlanInputs, plan: Plan, simulations: readonly (readonly Simulation[])[]): string {
  const [headline, ...rest] = planSections(inputs, plan);
  const sections = [
    ...(headline ? [headline] : []),
    modelSection(plan.model, inputs.runs),
    validationSection('configuration', validateEachConfiguration(inputs.runs)),
    validationSection('scenario', validateEachScenario(inputs.runs)),
    publishedSection(plan.model, inputs.figures),
    ...rest,
    simulationSection(simulations),
    plans.sourcesSection(inputs),
  ];
  return [introduction, ...sections.map(renderSection), lessons].join('\n\n') + '\n';
}

const introduction = `<!-- Written by \`node loadtests/capacity/bin/capacity.ts simulate --write-docs\`. Change the inputs or the code, not this page. -->

# Capacity for a nation

What a day of 30 crore participants would need, worked out from measured runs (\`loadtests/capacity/measured\`), a demand
(\`demand/national-day.yaml\`), prices (\`prices/\`) and figures that nobody has measured on Sabha yet (\`figures/unmeasured.yaml\`). Nobody has
run such a day: this is arithmetic from small rigs, and every figure says what it rests on. Replace the files by your own and run

\`\`\`sh
node loadtests/capacity/bin/capacity.ts plan       # machines and rupees
node loadtests/capacity/bin/capacity.ts validate   # does the model predict what it has not seen?
node loadtests/capacity/bin/capacity.ts predict --scenario webinar --participants 300 --cores 2 --shared
node loadtests/capacity/bin/capacity.ts simulate --lose del1 --spares 2
\`\`\``;

const lessons = `## How to read it

- **Ranges add.** All machines rest on the same fit and err together, so bounds are summed and do not cancel.
- **One room lives on one server.** Webinars beyond one server go over HLS.
- **Load lags behind what was promised.** Meetings open with one or two people and are full minutes later. The fence once gave each new
  meeting to the server that was least busy: at 10:00 some servers filled up while others were half empty, and this simulation showed it
  (0.5 % of the people of the rush never got in, one server stood at 106 % after the loss of a site). It draws one by chance now, each by
  how far it is below the limit. Compare the rows of the rush: the same meetings on the same servers, once by their load, once by what
  their meetings will be when all have come. The second is a what-if, which the product does not do.
- **The fence knows no distance.** A meeting that is not tied to a site goes to whichever server of its cluster is drawn.`;
