import type { Measurement } from '../measurement.ts';
import type { Observation } from './fit-model.ts';
import type { Features } from './terms.ts';

/** Null where the run did not count its packets, or does not say how many streams there were. */
export function featuresOf({ mediaNodes, participants, publishers, streamsOut, media }: Measurement): Features | null {
  if (streamsOut === undefined || media?.packetsOutPerSecond === undefined || media.packetsInPerSecond === undefined) return null;
  return {
    nodes: mediaNodes,
    participants,
    publishers,
    streamsOut,
    packetsOut: media.packetsOutPerSecond,
    packetsIn: media.packetsInPerSecond,
  };
}

/** What the media servers cost, in m-cores. */
export function observeMedia(runs: readonly Measurement[]): readonly Observation[] {
  return observe(runs, ({ media }) => media?.millicores);
}

/** What the media servers hold in memory, in bytes: by the same terms, for a stream that is sent has buffers of its own. */
export function observeMemory(runs: readonly Measurement[]): readonly Observation[] {
  return observe(runs, ({ media }) => media?.memoryBytes);
}

/**
 * What everything else on the same machine cost, in m-cores: the load generator, portal, database. On a rig with one machine
 * they take processors away from the media server, and so decide how much load is clean there.
 */
export function observeRest(runs: readonly Measurement[]): readonly Observation[] {
  return observe(runs, ({ rig: { cores, idleShare }, media }) =>
    idleShare === undefined || media?.millicores === undefined
      ? undefined
      : Math.max(0, cores * 1000 * (1 - idleShare) - media.millicores),
  );
}

/** Less than this for each participant and second is neither sound nor picture: a run of joins, or of the portal alone. */
const LEAST_PACKETS = 1;

/** A run that was not clean dropped packets, and what was dropped cost less: it says nothing of what a packet costs. */
function observe(runs: readonly Measurement[], costOf: (run: Measurement) => number | undefined): readonly Observation[] {
  return runs.flatMap((run) => {
    const [features, cost] = [featuresOf(run), costOf(run)];
    if (!run.quality.isClean || features === null || cost === undefined) return [];
    if (features.packetsOut < LEAST_PACKETS * features.participants) return [];
    return [{ id: run.id, configuration: configurationOf(run), features, cost }];
  });
}

export const configurationOf = (run: Measurement): string =>
  `${run.scenario} with ${run.participants} in ${run.rooms} on ${run.mediaNodes} of ${run.rig.cores} cores`;
