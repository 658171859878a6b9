/**
 * What a run was and what came of it: `report.json`, from which `report.html` is drawn, and which a later run takes as its
 * `--baseline`. Every figure says its unit in its name or in `unit`.
 */
import type { Advice } from './advice/advice.ts';

/** 0: every promise was met. 1: one was not. 2: the run proves nothing, whatever its figures say. */
export type Outcome = 'met' | 'not met' | 'not valid';

export type Report = Readonly<{
  schema: 1;
  runId: string;
  profile: string;
  startedAt: string; // ISO 8601, UTC
  seconds: number;
  outcome: Outcome;
  /** Why the run is not valid; empty when it is. */
  doubts: readonly Doubt[];
  promises: readonly PromiseResult[];
  /** What ran, one after the other; times are seconds from the start of the run. */
  phases: readonly Phase[];
  series: readonly Series[];
  rig: Rig;
  /** What real browsers saw beside the synthetic participants; null where none took part. */
  browsers: BrowserTruth | null;
  /** What the capacity model is fitted to (loadtests/capacity/src/measurement.ts). */
  measurements: readonly unknown[];
  /** What it took of the platform: the gated figures, by which two runs of one commit are held to agree. Empty where nothing was weighed. */
  costs: readonly Cost[];
  /** What the capacity model said of a configuration that it was not fitted to; null where nothing was compared. */
  validation: Validation | null;
  /** What to buy for more of what was measured; `noAdvice` where nothing was. */
  advice: Advice;
  baseline: Comparison | null;
  /** What this run cannot prove, in sentences. */
  limits: readonly string[];
}>;

export type DoubtKind =
  'generator saturated' | 'foreign load' | 'clock' | 'empty metrics' | 'load not reached' | 'crashed' | 'baseline';
export type Doubt = Readonly<{ kind: DoubtKind; phase: string | null; sentence: string }>;

export type PromiseResult = Readonly<{
  id: string;
  scenario: string;
  /** The promise in a sentence: "Everybody who opens the link gets in". */
  sentence: string;
  /** The figure that decides, e.g. `p(95)` of `livekit_join_duration`. */
  metric: string;
  bound: string; // "p(95) < 2000"
  unit: string; // 'ms', '%', '', 'kbit/s'
  /** null: nothing was measured, which never counts as met. */
  value: number | null;
  samples: number;
  met: boolean;
}>;

export type Phase = Readonly<{
  scenario: string;
  title: string;
  /** What the scenario proves and how its traffic is shaped. */
  about: string;
  fromSecond: number;
  toSecond: number;
}>;

/** Lines of one plot share `plot` and `unit`. A gap is null. */
export type Series = Readonly<{
  plot: PlotName;
  line: string; // 'p95', 'livekit-1', 'portal'
  unit: string;
  seconds: readonly number[];
  values: readonly (number | null)[];
}>;
export type PlotName =
  | 'joins per second'
  | 'join time'
  | 'answers of the portal'
  | 'loss'
  | 'delay of a frame'
  | 'received'
  | 'packets'
  | 'CPU'
  | 'memory'
  | 'participants';

export type Rig = Readonly<{
  cpu: string;
  cores: number;
  memoryBytes: number;
  kernel: string;
  /** k6, livekit-server, PostgreSQL, Node.js, Chromium ... */
  versions: Readonly<Record<string, string>>;
  commit: string; // with '+changes' when the tree was not clean
  settings: Readonly<Record<string, string>>;
  /** Share of all cores that nobody used, mean and least over 5 s while load was on. */
  idleShare: Readonly<{ mean: number; least: number }>;
  /** Cores used by processes that are not of this run, mean. */
  foreignCores: number;
  /** How far the wall clock moved against the monotonic clock during the run. */
  clockDriftMs: number;
  target: string;
  generator: string; // 'same machine as the platform' | ...
}>;

export type BrowserTruth = Readonly<{
  browsers: number;
  firstFrameMs: readonly number[];
  freezesPerMinute: number;
  audioGapsPerMinute: number;
  /** The same figures as the synthetic participants gave in that phase, where they can be compared. */
  synthetic: Readonly<{ firstMediaMs: readonly number[]; freezesPerMinute: number }>;
}>;

export type Validation = Readonly<{
  boundPercent: number;
  rows: readonly Readonly<{
    what: string;
    unit: string;
    predicted: number;
    low: number;
    high: number;
    measured: number;
    errorPercent: number;
    met: boolean;
  }>[];
}>;

/** `id` and `phase` together name it in every run. */
export type Cost = Readonly<{
  id: string; // '<scenario>.<what>'
  scenario: string;
  phase: string; // 'webinar, 201 participants in 1 room'
  what: string;
  unit: string; // 'm-cores', 'µs', 'MB'
  value: number;
  /** Whether later runs are held to it: small or cold loads do not repeat within a tenth, and are told for what they are. */
  isHeld: boolean;
  /** Standard error over equal slices of the steady time, as a share of the value; null where there were too few. */
  relativeError: number | null;
  slices: number;
}>;

export type Comparison = Readonly<{
  baselines: readonly Readonly<{ runId: string; commit: string }>[];
  /** Of this run and of every baseline. */
  sameRig: boolean;
  /** Costs first, then promises. */
  rows: readonly ComparedFigure[];
}>;

export type ComparedFigure = Readonly<{
  /** True of a cost that is held. A promise is judged by its own bound, for times do not repeat so well. */
  isGated: boolean;
  id: string;
  /** The phase, with its size where it is a cost. */
  phase: string;
  sentence: string;
  metric: string;
  /** Of a promise; null of a cost, of which less is always the better. */
  bound: string | null;
  unit: string;
  /** Mean of the baselines that have it. */
  then: number;
  now: number;
  ratio: number;
  /** Spread of the ratio; null where nothing tells of it. */
  low: number | null;
  high: number | null;
}>;
