/** What the pages about sites and their inventory are told. Times are ISO 8601, UTC. */
import type { AlarmKind } from './alarm.ts';
import type { MediaNode, NodeStanding } from './fence.ts';
import type { Occupant, Site, SiteFunction, SiteId } from './policy.ts';
import type { ClosedReason, SiteStanding } from './site-standing.ts';

/** Alarms that are violations of the policy, as our own servers saw them. The others are failures, doubts and reports. */
export const violationKinds = ['stranger_node', 'room_misplaced'] as const satisfies readonly AlarmKind[];
/** Alarms that a participant's browser raised by its report, and nobody else: anybody's word, which stains no site. */
export const reportedKinds = ['route_violation', 'route_refused'] as const satisfies readonly AlarmKind[];
export type ViolationKind = (typeof violationKinds | typeof reportedKinds)[number];

/** How far back the pages look, in days. */
export const HISTORY_DAYS = 30;

/** `unknown`: nobody watches now. `no_media`: it carries no meetings, by policy. */
export type ShownStanding = SiteStanding | 'unknown' | 'no_media';
export type Violation = Readonly<{ kind: ViolationKind; at: string }>;

export type SiteView = Readonly<{
  siteId: SiteId;
  name: Site['name'];
  city: string;
  state: Site['state'];
  position: Site['position'];
  standing: ShownStanding;
  reason: ClosedReason | null;
  /** Since when it stands so; null where that is not known. */
  since: string | null;
  /** In percent, in steps of ten: what the public needs to know, and no gauge for whoever wants to fill it up. */
  load: number | null;
  lastViolation: Violation | null;
}>;

/** One thing that happened, or several of a kind in one day. No node, no address, no meeting and no person. */
export type HistoryEntry = Readonly<{ at: string }> &
  (
    | Readonly<{ what: 'site'; siteId: SiteId; standing: SiteStanding | 'unknown'; reason: ClosedReason | null }>
    | Readonly<{ what: 'alarm'; siteId: SiteId | null; kind: AlarmKind; count: number; lasts: boolean }>
    | Readonly<{ what: 'policy'; version: number }>
  );

export type StatusView = Readonly<{
  /** When all of this was read. */
  readAt: string;
  /** When the watcher looked last; null: never. */
  lookedAt: string | null;
  isWatched: boolean;
  sites: readonly SiteView[];
  /** At any site or none. */
  lastViolation: Violation | null;
  /** By a participant's browser, apart from what our own servers saw. */
  lastReported: Violation | null;
  /** The newest first. */
  history: readonly HistoryEntry[];
}>;

export type InventoryRow = Readonly<{
  siteId: SiteId;
  name: Site['name'];
  city: string;
  state: Site['state'];
  operator: string;
  occupant: Pick<Occupant, 'what' | 'evidence'>;
}>;

export type InventoryView = Readonly<{
  version: number;
  issued: string;
  /** SHA-256 of the policy's file, hex. */
  hash: string;
  /** Verifier keys (C2SP signed-note) of those who signed it. */
  signers: readonly string[];
  sites: readonly Readonly<{
    siteId: SiteId;
    name: Site['name'];
    city: string;
    state: Site['state'];
    operator: string;
    evidence: string;
  }>[];
  /** By function, those places that have it. */
  functions: readonly Readonly<{ function: SiteFunction; rows: readonly InventoryRow[] }>[];
}>;

/** For administrators. */
export type NodeView = Pick<MediaNode, 'nodeId' | 'region' | 'addresses' | 'state' | 'load'> &
  Readonly<{
    siteId: SiteId | null;
    standing: NodeStanding['standing'];
    reason: string | null;
    rooms: number | null;
    clients: number | null;
    firstSeenAt: string;
    /** Seconds since it was seen last. */
    heartbeatAge: number;
  }>;

/** `nodeId` only where the alarm is about a node: what is about a meeting names neither it nor anybody in it. */
export type AlarmView = Readonly<{
  kind: AlarmKind;
  siteId: SiteId | null;
  nodeId: string | null;
  reason: string | null;
  raisedAt: string;
  clearedAt: string | null;
}>;

export type NodeChangeView = Readonly<{
  at: string;
  nodeId: string;
  siteId: SiteId | null;
  standing: string;
  reason: string | null;
}>;

export type NodesView = Readonly<{
  readAt: string;
  lookedAt: string | null;
  isWatched: boolean;
  sites: readonly Readonly<{ siteId: SiteId; name: Site['name'] }>[];
  nodes: readonly NodeView[];
  alarms: readonly AlarmView[];
  changes: readonly NodeChangeView[];
}>;
