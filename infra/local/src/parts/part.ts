import type { Policy } from '@sabha/domain/residency/policy';
import type { Home } from '../instance/home.ts';
import type { Place } from '../instance/place.ts';
import type { Ports, PortName } from '../instance/ports.ts';
import type { Secrets } from '../instance/secrets.ts';

/** In the order in which they are started; they are stopped from the other end. */
export const partNames = ['database', 'livekit', 'identity', 'mail', 'witness', 'worker', 'portal'] as const;
export type PartName = (typeof partNames)[number];

export type RunMode = 'production' | 'development';

/** What is known before anything is started; every part is made from it. */
export type InstancePlan = Readonly<{
  home: Home;
  ports: Ports;
  secrets: Secrets;
  place: Place;
  /** The residency policy in force here. */
  policy: Policy;
  mode: RunMode;
  /** False for tests: the database may lose its last seconds when the machine dies, and is quicker. */
  durable: boolean;
  /** What portal and worker are told instead, where something stands in front of them or beside. */
  told?: Readonly<Record<string, string>>;
  /** Set-up may take minutes once; it says here how far it is. */
  progress(part: string, line: string): void;
  /** Ends what is still being made ready. */
  signal: AbortSignal;
  /** The build that the portal serves; in watch mode, and before it is there, none. */
  buildFolder?: string;
}>;

/** How one part is run and how its health is known. */
export type PartProcess = Readonly<{
  name: PartName;
  command: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  cwd: string;
  /** The user it runs as, where that is not the runner's own. */
  user?: Readonly<{ uid: number; gid: number }>;
  /** Where it keeps its data, when it has any. */
  dataFolder?: string;
  ports: readonly PortName[];
  address: string;
  version: string;
  stopSignal: NodeJS.Signals;
  stopGraceMs: number;
  insistOnStop?: boolean;
  startWithinMs: number;
  /** Throws with the reason while the part is not healthy. */
  requireHealthy(): Promise<void>;
}>;
