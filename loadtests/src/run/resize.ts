import { Refusal } from '../command/arguments.ts';
import type { Sizes } from './catalog.ts';
import type { Step } from './profiles.ts';

/** The steps with other sizes where they have them; those that become the same are one. @throws Refusal on a size that none of them has */
export function resize(steps: readonly Step[], sizes: Sizes): readonly Step[] {
  for (const name of Object.keys(sizes))
    if (!steps.some((step) => Object.hasOwn(step.sizes, name))) throw new Refusal(`no scenario here has the size ${name}`);
  const resized = steps.map((step) => {
    const own = Object.entries(sizes).filter(([name]) => Object.hasOwn(step.sizes, name));
    return own.length === 0 ? step : { ...step, sizes: { ...step.sizes, ...Object.fromEntries(own) } };
  });
  if (Object.keys(sizes).length === 0) return resized;
  const key = ({ scenario, sizes: all }: Step) => JSON.stringify([scenario, all]);
  return resized.filter((step, at) => resized.findIndex((other) => key(other) === key(step)) === at);
}
