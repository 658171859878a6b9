import type { Comparison } from '../predict/validate.ts';
import { TOLERANCE } from '../predict/validate.ts';
import type { FittedModel } from '../fit/fit-model.ts';
import type { CapacityModel } from '../predict/predict.ts';
import type { Measurement } from '../measurement.ts';
import type { Figures } from '../plan/figures.ts';
import { compareWithIncomplete, compareWithPublished } from '../plan/scale-up.ts';
import { count, percent, range } from './numbers.ts';
import type { Section } from './section.ts';

export function modelSection({ media, limit }: CapacityModel, runs: readonly Measurement[]): Section {
  const derived = runs.filter((run) => Object.keys(run.derived ?? {}).length > 0).length;
  return {
    title: 'The model and the runs it is fitted to',
    parts: [
      `m-cores of a media server = ${formula(media)}. Least squares of the relative error, none below nothing; the terms are those that` +
        ` predict configurations left out best. One run lies ${percent(media.relativeSpread, 1)} about it (one standard deviation,` +
        ` ${media.degreesOfFreedom} degrees of freedom). Ranges in brackets hold nine of ten such runs.`,
      {
        columns: ['run', 'm-cores measured', 'm-cores fitted', 'off by'],
        rows: media.residuals.map(({ id, cost, fitted }) => [id, count(cost), count(fitted), signed(fitted / cost - 1)]),
      },
      `A machine is clean up to ${range(limit.busyShare, percent)} of its processors` +
        (limit.isBracketed ? '.' : ': no run was driven until it broke, so this is a lower bound.') +
        ` Rigs: ${[...new Set(runs.map(({ rig }) => `${rig.cores} cores, ${rig.cpu}`))].join('; ')}.` +
        (derived > 0
          ? ` ${derived} of ${runs.length} runs hold figures that were worked out from others, each named with how in the file.`
          : ''),
    ],
  };
}

const names = {
  nodes: 'for each server',
  packetsOut: 'x packets sent a second',
  packetsIn: 'x packets received a second',
  streamsOut: 'x streams sent',
  participants: 'x participants',
  publishers: 'x publishers',
} as const;

const formula = ({ terms, coefficients }: FittedModel) =>
  terms.map((term) => `${coefficients[term].toPrecision(3)} ${names[term]}`).join(' + ');

const signed = (share: number) => `${share > 0 ? '+' : ''}${percent(share, 1)}`;

const heldOutBy = {
  configuration: {
    title: 'Does it predict a configuration that it has not seen?',
    how: 'Each configuration is left out in turn with all its runs, and its cost predicted from the others.',
  },
  scenario: {
    title: 'Does it predict a kind of meeting that it has not seen?',
    how: 'Each scenario is left out in turn, whatever its size, and predicted from the others: that goes beyond what was measured.',
  },
  choice: { title: 'Does it predict what it has not seen?', how: 'What was named is left out, and predicted from the others.' },
} as const;

export function validationSection(by: keyof typeof heldOutBy, comparisons: readonly Comparison[]): Section {
  const { title, how } = heldOutBy[by];
  return {
    title,
    parts: [
      `${how} The promise is ${percent(TOLERANCE)}.`,
      {
        columns: ['held out', 'quantity', 'measured', 'predicted', 'error', 'verdict', 'note'],
        rows: comparisons.map(({ heldOut, quantity, measured, predicted, error, verdict, note }) => [
          heldOut,
          quantity,
          measured,
          predicted ? range(predicted) : '',
          error === null ? '' : signed(error),
          verdict,
          note,
        ]),
      },
      verdictOf(comparisons),
    ],
  };
}

function verdictOf(comparisons: readonly Comparison[]): string {
  const of = (verdict: Comparison['verdict']) => comparisons.filter((comparison) => comparison.verdict === verdict).length;
  return `Kept ${of('kept')}, missed ${of('missed')}, undecided ${of('undecided')}.`;
}

export function publishedSection({ media }: CapacityModel, figures: Figures): Section {
  return {
    title: 'Against figures of others, and figures that are no run',
    parts: [
      `LiveKit's benchmark on ${figures.media.cores} cores (${figures.media.source}), over what the model says. The factor is what a packet` +
        ' costs more on a large server, and goes into the plan: not at all at the low end, by its geometric mean as expected, and at' +
        ` the high end by the worst, over the ${percent(figures.media.reproduced.shareOfClaim)} that others got of it` +
        ` (${figures.media.reproduced.source}). **Not measured.**`,
      {
        columns: ['case', 'm-cores published', 'm-cores by the model', 'factor'],
        rows: compareWithPublished(media, figures.media).map(({ id, published, predicted, factor }) => [
          id,
          count(published),
          count(predicted),
          factor.toFixed(2),
        ]),
      },
      {
        columns: ['seen, but no whole run', 'm-cores a participant seen', 'by the model', 'error', 'verdict'],
        rows: compareWithIncomplete(media, figures.media).map(({ id, published, predicted, factor }) => [
          id,
          count(published),
          count(predicted),
          signed(1 / factor - 1),
          Math.abs(1 / factor - 1) <= TOLERANCE ? 'kept' : 'missed',
        ]),
      },
    ],
  };
}
