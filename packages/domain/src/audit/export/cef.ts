/** ArcSight Common Event Format, CEF:0 (Micro Focus Security ArcSight Common Event Format, version 26). */
import { auditEvents } from '../events.ts';
import { type ExportedEntry, type ExportedHead, producer } from './entry.ts';
import { type Severity, severityOf } from './severity.ts';

/** Of ten. */
const cefSeverity: Readonly<Record<Severity, number>> = { 1: 1, 2: 3, 3: 6, 4: 8 };

/** One line without its end. */
export function cefLine(entry: ExportedEntry): string {
  const { index, at, event, outcome, actor, subject, meeting, ministry, request, detail, erased } = entry;
  const extension = {
    rt: String(Date.parse(at)),
    externalId: String(index),
    act: event,
    outcome: outcome === 'ok' ? 'success' : 'failure',
    suid: actor?.id ?? null,
    ...labelled('cs1', 'actorKind', actor?.kind ?? null),
    ...labelled('cs2', 'meeting', meeting),
    ...labelled('cs3', 'ministry', ministry),
    ...labelled('cs4', 'subject', subject),
    ...labelled('cs5', 'request', request),
    ...labelled('cs6', 'detail', Object.keys(detail).length === 0 ? null : JSON.stringify(detail)),
    reason: erased ? 'values erased' : null,
  };
  return `${header(event, nameOf(event), cefSeverity[severityOf(entry)])}${extensionText(extension)}`;
}

/** The last line of a file, for the format knows no other place. */
export function cefHeadLine({ size, root, checkpoint, isCut }: ExportedHead): string {
  const extension = {
    cnt: String(size),
    ...labelled('cs1', 'root', root),
    ...labelled('cs2', 'checkpoint', checkpoint),
    ...labelled('cs3', 'isCut', String(isCut)),
  };
  return `${header('checkpoint', 'head of the audit log', 1)}${extensionText(extension)}`;
}

const header = (id: string, name: string, severity: number): string =>
  `CEF:0|${[producer.vendor, producer.name, producer.version, id, name, String(severity)].map(headerField).join('|')}|`;

const nameOf = (event: string): string =>
  Object.hasOwn(auditEvents, event) ? auditEvents[event as keyof typeof auditEvents] : event;

const labelled = (key: string, label: string, value: string | null): Readonly<Record<string, string | null>> =>
  value === null ? {} : { [key]: value, [`${key}Label`]: label };

const extensionText = (fields: Readonly<Record<string, string | null>>): string =>
  Object.entries(fields)
    .flatMap(([key, value]) => (value === null ? [] : [`${key}=${extensionValue(value)}`]))
    .join(' ');

/** A header is one line: there an end of line has no escape. */
const headerField = (text: string): string => withoutControls(text).replace(/[\\|]/g, '\\$&');

const extensionValue = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => withoutControls(line).replace(/[\\=]/g, '\\$&'))
    .join('\\n');

const withoutControls = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
