/**
 * The residency receipt of one meeting: where its sound and picture went, as far as anybody saw it, and what it does not prove.
 * It holds no name and no address of a participant. Its text is canonical JSON inside a signed note.
 */
import { z } from 'zod';
import { meetingKinds } from '../meeting/contract.ts';
import { refusedEnds } from './route-contract.ts';
import { routeFaults } from './route.ts';

export const RECEIPT_FORMAT = 'sabha-residency-receipt/1';

const count = z.int().min(0);
const instant = z.iso.datetime();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.strictObject({ en: z.string(), hi: z.string() });

/** What can be wrong: with a report, with where a browser was sent, or with the room itself (the fence's alarms). */
export const violationFaults = [
  ...(Object.keys(routeFaults) as (keyof typeof routeFaults)[]),
  ...refusedEnds,
  'room_misplaced',
] as const;

/** `put_out`: the session was ended. `flagged`: shown here, nothing else. `client_left`: the browser did not go there. */
export const violationEnds = ['put_out', 'flagged', 'client_left', 'alarm_raised'] as const;

const violationSchema = z.strictObject({
  at: instant,
  /** LiveKit's session; null where there was none. */
  session: z.string().nullable(),
  faults: z.array(z.enum(violationFaults)).min(1),
  done: z.enum(violationEnds),
  /** How many reports said the same. */
  times: z.int().min(1),
});
export type Violation = Readonly<z.infer<typeof violationSchema>>;

/** What it is no proof of, always: a reader must not have to know. */
export const receiptLimits = [
  'end_points_not_paths', // which networks lie between two ends nobody here sees
  'clients_word', // a client can lie; it is held against the server's own view where there is one
  'own_network', // the participant's own provider and device
] as const;

export const receiptSchema = z.strictObject({
  format: z.literal(RECEIPT_FORMAT),
  /** `so_far`: the meeting goes on, or its last sessions are still being closed. */
  state: z.enum(['so_far', 'final']),
  madeAt: instant,
  meeting: z.strictObject({
    id: z.uuid(),
    title: z.string(),
    kind: z.enum(meetingKinds),
    startedAt: instant.nullable(),
    endedAt: instant.nullable(),
  }),
  policy: z.strictObject({ version: z.int().min(1), sha256 }),
  /** By which reports were judged too, when the policy changed meanwhile. */
  earlierPolicies: z.array(sha256),
  /** Where the room was, each with its media nodes. Empty: not known. */
  sites: z.array(
    z.strictObject({
      id: z.string(),
      name,
      operator: z.string(),
      city: z.string(),
      state: z.string(),
      nodes: z.array(z.string()),
    }),
  ),
  participants: count,
  sessions: z.strictObject({
    all: count,
    direct: count,
    relayed: count,
    /** Nobody said where their media went: never counted with the good ones. */
    unreported: count,
  }),
  /** Of the reported sessions, by the protocol to whom the browser spoke. */
  protocols: z.strictObject({ udp: count, tcp: count, tls: count }),
  /** Of the reported sessions, what the media server's own log says beside the client's word. */
  serverView: z.strictObject({ agrees: count, contradicts: count, missing: count }),
  violations: z.strictObject({ all: count, listed: z.array(violationSchema) }),
  limits: z.array(z.enum(receiptLimits)).length(receiptLimits.length),
});
export type Receipt = Readonly<z.infer<typeof receiptSchema>>;

/** As it is shown to those who run the meeting. `verifier`: the key (C2SP signed-note) that a note of this installation is read by. */
export type ReceiptView =
  | Readonly<{ kind: 'so_far'; receipt: Receipt; verifier: string }>
  | Readonly<{ kind: 'signed'; receipt: Receipt; note: string; verifier: string }>
  | Readonly<{ kind: 'broken'; verifier: string }>;
