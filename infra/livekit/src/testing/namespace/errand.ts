/** What the test asks of the visitor, and what the visitor brings back; each as one line of JSON. */
export type Errand = Readonly<{
  /** `host:port` of signalling and API. */
  api: string;
  room: string;
  /** Tokens: one may make and list rooms, the others join `room`, each as somebody else. */
  admin: string;
  passes: readonly [string, string, string];
  /** Joins a room that nobody made. */
  stray: string;
  /** Addresses that the relay is asked to relay to. */
  peers: readonly string[];
}>;

export type Told = Readonly<{
  /** Every answer by its occasion, as JSON. */
  answers: Readonly<Record<string, unknown>>;
  /** Peers that the TURN server would relay to; null where no TURN by UDP was named. */
  relayed: readonly string[] | null;
  /** Names of all rooms after somebody came by WHIP to one that nobody had made. */
  rooms: readonly string[];
}>;
