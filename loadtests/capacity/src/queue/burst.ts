/**
 * A rush is no steady state: for minutes more come than can be served, and a queue builds up that Erlang knows nothing of. As a
 * fluid (G. F. Newell, Applications of Queueing Theory, 2nd ed., 1982, chapter 2): what came less what was served.
 */
export type Stretch = Readonly<{ seconds: number; /** Per second, the same over the stretch. */ arrivals: number }>;

/** `longestWait` in seconds, first come first served; `longestQueue` in people; `duration` from the first who waits to the last. */
export type Burst = Readonly<{ longestWait: number; longestQueue: number; duration: number }>;

/** @param capacity people served per second, above nothing. A queue that is left over is served after the last stretch. */
export function fluidBurst(stretches: readonly Stretch[], capacity: number): Burst {
  if (!(capacity > 0)) throw new RangeError('nobody is served: the wait has no end');
  let queue = 0;
  let longestQueue = 0;
  let duration = 0;
  for (const { seconds, arrivals } of stretches) {
    const after = queue + (arrivals - capacity) * seconds;
    if (after >= 0) duration += queue > 0 || after > 0 ? seconds : 0;
    else duration += queue / (capacity - arrivals); // it ran dry within the stretch
    queue = Math.max(0, after);
    longestQueue = Math.max(longestQueue, queue);
  }
  return { longestWait: longestQueue / capacity, longestQueue, duration: duration + queue / capacity };
}
