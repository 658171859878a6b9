/**
 * Waiting for one of many servers. Erlang C (A. K. Erlang, 1917) for arrivals and service without memory; for others the
 * correction of Allen and Cunneen (A. O. Allen, Probability, Statistics and Queueing Theory, 2nd ed., 1990, 5.2).
 */

/** Probability that one who comes has to wait. `servers` whole, at least 1; `offered` load in erlang. 1 where it is too much. */
export function erlangC(servers: number, offered: number): number {
  if (offered >= servers) return 1;
  // Erlang B by its recursion, which neither overflows nor loses digits as the factorials do.
  let blocked = 1;
  for (let count = 1; count <= servers; count += 1) blocked = (offered * blocked) / (count + offered * blocked);
  return blocked / (1 - (offered / servers) * (1 - blocked));
}

export type Queue = Readonly<{
  servers: number;
  /** Per second. */
  arrivals: number;
  /** Mean, in seconds. */
  service: number;
  /** Squared coefficients of variation; 1 is without memory, 0 is clockwork. */
  arrivalVariation?: number;
  serviceVariation?: number;
}>;

/** Mean time in the queue, before service, in seconds. Infinite where more comes than can be served. */
export function meanWait(queue: Queue): number {
  const { servers, arrivals, service } = queue;
  const offered = arrivals * service;
  if (offered >= servers) return Infinity;
  return ((erlangC(servers, offered) * service) / (servers - offered)) * variability(queue);
}

/** The wait that all but `1 - quantile` stay below, in seconds. Exact for M/M/c; for others its tail is taken as exponential. */
export function waitQuantile(queue: Queue, quantile: number): number {
  const { servers, arrivals, service } = queue;
  const offered = arrivals * service;
  if (offered >= servers) return Infinity;
  const waiting = erlangC(servers, offered);
  if (waiting <= 1 - quantile) return 0;
  return ((Math.log(waiting / (1 - quantile)) * service) / (servers - offered)) * variability(queue);
}

/** The fewest servers at which all but one in a hundred wait no longer than `seconds`. */
export function serversFor(queue: Omit<Queue, 'servers'>, seconds: number): number {
  const isEnough = (servers: number) => waitQuantile({ ...queue, servers }, 0.99) <= seconds;
  let enough = Math.max(1, Math.floor(queue.arrivals * queue.service) + 1);
  let tooFew = enough - 1;
  for (let step = 1; !isEnough(enough); step *= 2) {
    tooFew = enough;
    enough += step;
  }
  while (enough - tooFew > 1) {
    const middle = Math.floor((enough + tooFew) / 2);
    if (isEnough(middle)) enough = middle;
    else tooFew = middle;
  }
  return enough;
}

const variability = ({ arrivalVariation = 1, serviceVariation = 1 }: Queue) => (arrivalVariation + serviceVariation) / 2;
