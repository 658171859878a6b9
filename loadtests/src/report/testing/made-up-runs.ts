/** Made-up measurements, for tests of what is made of them. Nothing here was measured. */
import type { Measurement } from '@sabha/capacity/measurement';

const rig = { cpu: 'AMD EPYC 7B13 (made up)', cores: 2, versions: { 'livekit-server': '1.13.5' }, idleShare: 0.4 };
const common = { measuredAt: '2026-11-27T01:50:00.000Z', rig, seconds: 40, mediaNodes: 1 };

export function madeUpWebinar(viewers: number, isClean = true): Measurement {
  return {
    ...common,
    id: `made-up/webinar-${viewers}`,
    scenario: 'webinar',
    participants: viewers + 1,
    publishers: 1,
    streamsOut: viewers * 2,
    rooms: 1,
    media: {
      millicores: viewers * 2.5,
      memoryBytes: viewers * 1.9e6,
      packetsOutPerSecond: viewers * 244,
      packetsInPerSecond: 244,
      bytesOutPerSecond: viewers * 217_000,
      bytesInPerSecond: 217_000,
    },
    quality: { lossShare: 0, delayP95Ms: 80, isClean },
  };
}

export function madeUpMeetings(rooms: number, isClean = true): Measurement {
  const people = rooms * 5;
  return {
    ...common,
    id: `made-up/meeting-5-${rooms}`,
    scenario: 'meeting-5',
    participants: people,
    publishers: people,
    streamsOut: people * 8,
    rooms,
    media: {
      millicores: people * 9.9,
      memoryBytes: people * 3.2e6,
      packetsOutPerSecond: people * 979,
      packetsInPerSecond: people * 318,
      bytesOutPerSecond: people * 402_000,
      bytesInPerSecond: people * 294_000,
    },
    quality: { lossShare: 0, delayP95Ms: 90, isClean },
  };
}

export function madeUpStorm(joinsPerSecond: number, isClean = true): Measurement {
  return {
    ...common,
    id: `made-up/join-storm-${joinsPerSecond}`,
    scenario: 'join-storm',
    participants: 0,
    publishers: 0,
    streamsOut: 0,
    rooms: 0,
    portal: { millicores: 40 + 26 * joinsPerSecond, memoryBytes: 2e8, joinsPerSecond },
    database: { millicores: 10 + 4 * joinsPerSecond, memoryBytes: 1e8 },
    quality: { joinP95Ms: 300, isClean },
  };
}
