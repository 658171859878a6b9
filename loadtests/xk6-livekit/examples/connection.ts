// What the examples share: where the server is, and a token for one of its rooms.
import livekit, { type ConnectOptions, type Room } from 'k6/x/livekit';

/** Joins a room as somebody. @throws when that fails, after it was recorded */
export function enter(room: string, identity: string, options: ConnectOptions = {}): Room {
  const token = livekit.token({
    apiKey: setting('LIVEKIT_API_KEY'),
    apiSecret: setting('LIVEKIT_API_SECRET'),
    room,
    identity,
  });
  return livekit.connect(setting('LIVEKIT_URL'), token, options);
}

/** One scenario in which each of so many runs the script's `participant` once. */
export function participants(count: number) {
  return { room: { executor: 'per-vu-iterations', exec: 'participant', vus: count, iterations: 1, maxDuration: '1m' } };
}

function setting(name: string): string {
  const value = __ENV[name];
  if (!value) throw new Error(`${name} is not set: the examples need LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET`);
  return value;
}
