/** All chance of a simulated day, from one seed: xoroshiro128+ of `pure-rand` (MIT), which fast-check rests on. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export type Random = Readonly<{
  /** At least 0, below 1. */
  share: () => number;
  /** Mean 0, standard deviation 1 (Box and Muller, 1958). */
  normal: () => number;
  /** A whole number about a mean (Knuth, The Art of Computer Programming 3.4.1; from 50 on by the normal law). */
  poisson: (mean: number) => number;
}>;

/** @param seed a whole number; the same one gives the same day */
export function randomFrom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const share = () => uniformFloat64(generator);
  const normal = () => Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share());
  return { share, normal, poisson: (mean) => (mean < 50 ? countBelow(mean, share) : aboutMean(mean, normal())) };
}

function countBelow(mean: number, share: () => number): number {
  const limit = Math.exp(-mean);
  let count = -1;
  for (let product = 1; product > limit; count += 1) product *= share();
  return Math.max(count, 0);
}

const aboutMean = (mean: number, deviation: number) => Math.max(0, Math.round(mean + Math.sqrt(mean) * deviation));
