/**
 * Cost = sum of coefficient x term, none negative, by least squares of the relative error: a run of 2,000 m-cores is not
 * trusted ten times as much as one of 200. `ml-fcnnls` (MIT, kept by mljs) solves it: the active-set method of Lawson and
 * Hanson is short, and easy to get subtly wrong.
 */
import { fcnnlsVector } from 'ml-fcnnls';
import { inverse, Matrix } from 'ml-matrix';
import type { Estimate } from '../estimate.ts';
import { studentT } from './student-t.ts';
import { type Features, type Term, termSets } from './terms.ts';

/** `configuration`: runs of one configuration are repeats of each other, and say nothing of how cost grows. */
export type Observation = Readonly<{ id: string; configuration: string; features: Features; cost: number }>;

export type FittedModel = Readonly<{
  /** Those with a cost above nothing. */
  terms: readonly Term[];
  coefficients: Readonly<Record<Term, number>>;
  /** Of the coefficients of `terms`, in that order. */
  covariance: readonly (readonly number[])[];
  /** Of one run about the model, as a share of its cost. */
  relativeSpread: number;
  degreesOfFreedom: number;
  residuals: readonly Readonly<{ id: string; cost: number; fitted: number }>[];
}>;

/**
 * Takes the term set that predicts configurations it has not seen best (leave one configuration out); of two within a
 * fiftieth of each other the simpler one. @throws RangeError with fewer than two runs: then there is no telling how far off it is
 */
export function fitModel(observations: readonly Observation[]): FittedModel {
  const usable = observations.filter(({ cost }) => cost > 0);
  const configurations = new Set(usable.map(({ configuration }) => configuration)).size;
  if (usable.length < 2) throw new RangeError(`${usable.length} measured runs: a model and its error need at least two`);
  // With as many terms as configurations each would be met exactly, by right or wrong terms alike.
  const candidates = termSets.filter((terms) => terms.length === 1 || terms.length < configurations);
  const scored = candidates.map((terms) => ({ terms, error: unseenError(usable, terms) }));
  const best = Math.min(...scored.map(({ error }) => error));
  const chosen = scored.find(({ error }) => error <= best * 1.02 + 1e-6)?.terms ?? ['packetsOut'];
  return describe(usable, chosen);
}

/** Cost and the range in which nine of ten such runs would be. */
export function estimateCost(model: FittedModel, features: Features): Estimate {
  const expected = costOf(model.coefficients, features);
  const x = model.terms.map((term) => features[term]);
  const ofModel = x.reduce(
    (sum, value, row) =>
      sum + value * x.reduce((inner, other, column) => inner + other * (model.covariance[row]?.[column] ?? 0), 0),
    0,
  );
  const margin = studentT(0.95, model.degreesOfFreedom) * Math.sqrt(ofModel + (model.relativeSpread * expected) ** 2);
  return { low: Math.max(0, expected - margin), expected, high: expected + margin };
}

export function costOf(coefficients: FittedModel['coefficients'], features: Features): number {
  return Object.entries(features).reduce((sum, [term, value]) => sum + coefficients[term as Term] * value, 0);
}

const nothing: Readonly<Record<Term, number>> = {
  nodes: 0,
  packetsOut: 0,
  packetsIn: 0,
  streamsOut: 0,
  participants: 0,
  publishers: 0,
};

function solve(observations: readonly Observation[], terms: readonly Term[]): Readonly<Record<Term, number>> {
  // Columns of like size keep the solver's tolerances meaningful.
  const scales = terms.map((term) => Math.max(...observations.map(({ features, cost }) => features[term] / cost)) || 1);
  const rows = observations.map(({ features, cost }) => terms.map((term, at) => features[term] / cost / (scales[at] ?? 1)));
  const found = fcnnlsVector(
    new Matrix(rows),
    observations.map(() => 1),
  ).K.to1DArray();
  return { ...nothing, ...Object.fromEntries(terms.map((term, at) => [term, (found[at] ?? 0) / (scales[at] ?? 1)])) };
}

/** Root of the mean square of the relative error at configurations that were left out. */
function unseenError(observations: readonly Observation[], terms: readonly Term[]): number {
  const configurations = [...new Set(observations.map(({ configuration }) => configuration))];
  const errors = configurations.flatMap((left) => {
    const rest = observations.filter(({ configuration }) => configuration !== left);
    if (rest.length === 0) return [1];
    const coefficients = solve(rest, terms);
    const unseen = observations.filter(({ configuration }) => configuration === left);
    return unseen.map(({ features, cost }) => costOf(coefficients, features) / cost - 1);
  });
  return Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);
}

function describe(observations: readonly Observation[], tried: readonly Term[]): FittedModel {
  const coefficients = solve(observations, tried);
  const terms = tried.filter((term) => coefficients[term] > 0);
  const residuals = observations.map(({ id, cost, features }) => ({ id, cost, fitted: costOf(coefficients, features) }));
  const degreesOfFreedom = observations.length - terms.length;
  const squares = residuals.reduce((sum, { cost, fitted }) => sum + (fitted / cost - 1) ** 2, 0);
  const variance = squares / degreesOfFreedom;
  const design = new Matrix(observations.map(({ features, cost }) => terms.map((term) => features[term] / cost)));
  // The pseudo-inverse (SVD): runs that cannot tell two terms apart must not stop the plan.
  const covariance = inverse(design.transpose().mmul(design), true).mul(variance).to2DArray();
  return { terms, coefficients, covariance, relativeSpread: Math.sqrt(variance), degreesOfFreedom, residuals };
}
