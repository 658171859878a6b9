/** What the work of a media server is made of. Each is known before a meeting is held, and counted while it is. */
export type Term = 'nodes' | 'packetsOut' | 'packetsIn' | 'streamsOut' | 'participants' | 'publishers';

/**
 * `packetsOut`, `packetsIn`: per second, all participants together. `streamsOut`: sounds and pictures that reach people, one for each who
 * gets it: each has timers and reports of its own, however little is in it. `nodes`: each costs something when nobody is there.
 */
export type Features = Readonly<Record<Term, number>>;

/**
 * The models that are tried, the simplest first. Packets sent are in each: to seal and send one is what costs most
 * (measured: a plain seal + sendto is 4.2 to 4.9 us of the server's 9.4 to 12.3).
 */
export const termSets: readonly (readonly Term[])[] = [
  ['packetsOut'],
  ['packetsOut', 'publishers'],
  ['packetsOut', 'participants'],
  ['packetsOut', 'streamsOut'],
  ['nodes', 'packetsOut'],
  ['packetsOut', 'participants', 'publishers'],
  ['packetsOut', 'packetsIn', 'participants'],
  ['nodes', 'packetsOut', 'streamsOut'],
  ['nodes', 'packetsOut', 'publishers'],
  ['nodes', 'packetsOut', 'participants'],
  ['nodes', 'packetsOut', 'packetsIn', 'participants'],
  ['nodes', 'packetsOut', 'packetsIn', 'streamsOut'],
];
