/** Which class of OCSF an event is of, and which activity. The numbers are those of the schema's version 1.4.0. */
import type { AuditEvent } from '../events.ts';

/** Activity 99 is "other": what it was is then said by its name. */
export type OcsfClass = Readonly<{ class: keyof typeof categories; activity: number }>;

/** Class to category: findings 2, identity and access 3, application 6. */
export const categories = { account: 3, authentication: 3, entity: 3, api: 6, finding: 2, base: 0 } as const;
export const classUids = { account: 3001, authentication: 3002, entity: 3004, api: 6003, finding: 2004, base: 0 } as const;

const OTHER = 99;
const api = (activity: number): OcsfClass => ({ class: 'api', activity });
const entity = (activity: number): OcsfClass => ({ class: 'entity', activity });
const authentication = (activity: number): OcsfClass => ({ class: 'authentication', activity });
const account = (activity: number): OcsfClass => ({ class: 'account', activity });
const finding = (activity: number): OcsfClass => ({ class: 'finding', activity });

type Prefix = AuditEvent extends `${infer Head}.${string}` ? Head : never;

/** What holds for every event that begins so. Total: events of a new kind do not compile without a row. */
const byPrefix: Readonly<Record<Prefix, OcsfClass>> = {
  sign_in: authentication(1),
  sign_out: authentication(2),
  access: api(OTHER),
  member: account(OTHER),
  members: api(2),
  invitees: api(2),
  clock: api(OTHER),
  department: entity(1),
  meeting: entity(3),
  invitation: api(1),
  organiser: api(1),
  expired: api(4),
  door: api(3),
  place: api(3),
  call: api(OTHER),
  host: api(3),
  share: api(OTHER),
  stage: api(3),
  media: api(OTHER),
  fence: api(OTHER),
  node: entity(OTHER),
  residency: api(1),
  policy: entity(3),
  webhook: api(OTHER),
  attendance: api(3),
  audit: api(2),
  privacy: api(2),
  incident: finding(2),
};

/** Where the prefix does not say it. */
const byEvent: Readonly<Partial<Record<AuditEvent, OcsfClass>>> = {
  'sign_in.link_asked': authentication(6),
  'sign_in.link_sent': authentication(6),
  'sign_in.link_used': authentication(6),
  'sign_in.account_linked': account(OTHER),
  'member.added': account(1),
  'member.removed': account(6),
  'meeting.scheduled': entity(1),
  'meeting.cancelled': entity(4),
  'meeting.started': entity(10),
  'meeting.ended': entity(11),
  'door.requested': api(1),
  'call.pass_issued': api(1),
  'node.admitted': entity(8),
  'node.refused': entity(9),
  'residency.violation': finding(1),
  'residency.alarm_raised': finding(1),
  'residency.alarm_cleared': finding(3),
  'residency.receipt_broken': finding(1),
  'attendance.viewed': api(2),
  'audit.values_erased': api(4),
  'privacy.erased': api(4),
  'incident.opened': finding(1),
  'incident.closed': finding(3),
  'incident.bundle_taken': api(2),
  'audit.stream_begun': api(1),
  'audit.hold_placed': api(1),
  'audit.hold_lifted': api(4),
};

/** What this version does not know is the base event: it is told of, and means nothing in particular. */
export function ocsfClassOf(event: string): OcsfClass {
  const exact = Object.hasOwn(byEvent, event) ? byEvent[event as AuditEvent] : undefined;
  const [prefix = ''] = event.split('.', 1);
  const general = Object.hasOwn(byPrefix, prefix) ? byPrefix[prefix as Prefix] : undefined;
  return exact ?? general ?? { class: 'base', activity: OTHER };
}
