import { digitsFor, digitsApart, grouped, isMeasured, NOT_MEASURED, trimmed, withUnit } from './figures.ts';
import type { PromiseResult } from './report.ts';

/** "p(95) < 2000" taken apart, as k6 writes its thresholds. */
export type Bound = Readonly<{ of: string; sign: '<' | '<=' | '>' | '>=' | '=='; limit: number }>;

const SIGNS: Readonly<Record<Bound['sign'], string>> = { '<': '<', '<=': '≤', '>': '>', '>=': '≥', '==': '=' };
const SHAPE = /^([^<>=]*)(<=|>=|===?|<|>)\s*(-?\d+(?:\.\d+)?)\s*$/;

/** null where the bound is written in another way: then it is shown as it stands and nothing is drawn beside it. */
export function parseBound(text: string): Bound | null {
  const [, of = '', written = '', limit = ''] = SHAPE.exec(text) ?? [];
  const sign = written === '===' ? '==' : written;
  return isSign(sign) ? { of: of.trim(), sign, limit: Number(limit) } : null;
}

/** "p(95) < 2,000 ms" */
export function showBound({ bound, unit }: Pick<PromiseResult, 'bound' | 'unit'>): string {
  const parsed = parseBound(bound);
  if (parsed === null) return withUnit(bound, unit);
  const limit = grouped(parsed.limit, fraction(parsed.limit));
  return `${parsed.of} ${SIGNS[parsed.sign]} ${withUnit(limit, unit)}`.trim();
}

/**
 * The measured figure in the unit of its bound, so that the two can be compared by eye, and never rounded onto the bound it
 * missed: 2,000.3 against "< 2,000" must not read as 2,000.
 */
export function showFigure({ value, unit, bound }: Pick<PromiseResult, 'value' | 'unit' | 'bound'>): string {
  if (!isMeasured(value)) return NOT_MEASURED;
  const limit = parseBound(bound)?.limit;
  const usual = Number.isInteger(value) ? 0 : digitsFor(value);
  const digits = limit === undefined || value === limit ? usual : digitsApart(value, limit, usual);
  return withUnit(trimmed(value, digits), unit);
}

/** Whether less of the figure is the better; null where the bound does not say. */
export function isLessBetter(bound: string): boolean | null {
  const sign = parseBound(bound)?.sign;
  return sign === undefined || sign === '==' ? null : sign.startsWith('<');
}

function isSign(text: string): text is Bound['sign'] {
  return Object.hasOwn(SIGNS, text);
}

function fraction(value: number): number {
  return String(value).split('.')[1]?.length ?? 0;
}
