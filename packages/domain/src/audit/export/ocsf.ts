/** An entry as an event of the Open Cybersecurity Schema Framework (schema.ocsf.io, version 1.4.0). */
import { auditEvents } from '../events.ts';
import { type ExportedEntry, producer } from './entry.ts';
import { categories, classUids, type OcsfClass, ocsfClassOf } from './ocsf-classes.ts';
import { severityOf } from './severity.ts';

export const OCSF_VERSION = '1.4.0';
type Part = Readonly<Record<string, unknown>>;

/** One line of JSON, with its end. */
export const ocsfLine = (entry: ExportedEntry): string => `${JSON.stringify(ocsfEvent(entry))}\n`;

/** What the schema has no place for stands in `unmapped`, whole: index and leaf, with which the entry is looked up in the log. */
export function ocsfEvent(entry: ExportedEntry): Part {
  const { index, at, event, outcome, actor, subject, meeting, ministry, request, detail, leaf, erased } = entry;
  const kind = ocsfClassOf(event);
  const classUid = classUids[kind.class];
  return {
    activity_id: kind.activity,
    ...(kind.activity === 99 && { activity_name: event }),
    category_uid: categories[kind.class],
    class_uid: classUid,
    type_uid: classUid * 100 + kind.activity,
    time: Date.parse(at),
    severity_id: severityOf(entry),
    status_id: statusOf(kind, outcome),
    message: sentenceOf(event),
    metadata: {
      version: OCSF_VERSION,
      product: { name: producer.name, vendor_name: producer.vendor, version: producer.version },
      uid: String(index),
      sequence: index,
      log_name: 'audit',
      event_code: event,
      original_time: at,
      ...(ministry !== null && { tenant_uid: ministry }),
      ...(request !== null && { correlation_uid: request }),
    },
    ...(knowActors.has(kind.class) && actorOf(entry)),
    ...parts[kind.class](entry),
    unmapped: { index, event, outcome, actor, subject, meeting, detail, leaf, ...(erased && { erased }) },
  };
}

/** What each class requires beside what all do. */
const parts: Readonly<Record<OcsfClass['class'], (entry: ExportedEntry) => Part>> = {
  account: ({ subject, detail }) => ({ user: { uid: textOf(detail['personId']) ?? subject ?? 'unknown', type_id: 1 } }),
  authentication: ({ actor, subject }) => ({
    user: userOf(subject === null ? actor : { kind: 'member', id: subject }),
    service: { name: producer.vendor },
  }),
  entity: ({ event, subject, meeting }) => {
    const [type = event] = event.split('.', 1);
    return { entity: { name: type, ...typeOf(entityTypes[type] ?? 99, type), ...uidOf(subject ?? meeting) } };
  },
  api: ({ event, meeting, request }) => ({
    api: { operation: event, service: { name: producer.vendor }, ...(request !== null && { request: { uid: request } }) },
    // Required by the class. No entry has an address in it: that is not kept.
    src_endpoint: { name: 'not recorded' },
    ...(meeting !== null && { resources: [{ uid: meeting, type: 'meeting' }] }),
  }),
  finding: ({ index, event, subject, detail }) => ({
    // The same for an alarm that is raised and cleared, so that the one closes the other.
    finding_info: {
      uid: subject === null ? String(index) : `${textOf(detail['kind']) ?? event}/${subject}`,
      title: sentenceOf(event),
    },
  }),
  base: () => ({}),
};

/** The others have no place for whoever acted, and a strict reader refuses what has no place. */
const knowActors: ReadonlySet<OcsfClass['class']> = new Set(['account', 'authentication', 'entity', 'api']);

/** The schema's kinds of a managed entity; 99 is another one, which `type` names. */
const entityTypes: Readonly<Record<string, number>> = { node: 1, policy: 5 };

/** New and resolved, of a finding; success and failure of all else. */
function statusOf({ class: kind, activity }: OcsfClass, outcome: ExportedEntry['outcome']): number {
  if (kind === 'finding') return activity === 3 ? 4 : 1;
  return outcome === 'ok' ? 1 : 2;
}

function actorOf({ actor }: ExportedEntry): Part {
  if (actor?.kind === 'system') return { actor: { app_name: actor.id ?? 'system' } };
  return { actor: { user: userOf(actor) } };
}

const userTypes: Readonly<Record<string, number>> = { member: 1, system: 3, guest: 99 };

/** Names are not in the log: an id, or that there is none. */
function userOf(actor: ExportedEntry['actor']): Part {
  const kind = actor?.kind ?? 'unknown';
  return { ...(actor?.id == null ? { name: kind } : { uid: actor.id }), ...typeOf(userTypes[kind] ?? 0, kind) };
}

/** The name of a type is said only where the schema has none. */
const typeOf = (id: number, name: string): Part => (id === 99 ? { type_id: id, type: name } : { type_id: id });

const uidOf = (id: string | null): Part => (id === null ? {} : { uid: id });
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const sentenceOf = (event: string): string =>
  Object.hasOwn(auditEvents, event) ? auditEvents[event as keyof typeof auditEvents] : event;
