/** One entry as a message of syslog (RFC 5424), framed as TLS carries it (RFC 5425, 4.3): its length in bytes, a blank, and it. */
import { cefLine } from '@sabha/domain/audit/export/cef';
import type { ExportedEntry } from '@sabha/domain/audit/export/entry';
import { ocsfLine } from '@sabha/domain/audit/export/ocsf';
import { type Severity, severityOf } from '@sabha/domain/audit/export/severity';

export type SyslogFormat = 'cef' | 'ocsf';
export type SyslogShape = Readonly<{
  format: SyslogFormat;
  /** The name of this installation, as HOSTNAME. */
  hostname: string;
}>;

/** "log audit" */
const FACILITY = 13;
/** Error, warning, notice and informational. */
const syslogSeverity: Readonly<Record<Severity, number>> = { 4: 3, 3: 4, 2: 5, 1: 6 };
/** Of whoever has no number of their own with IANA (RFC 5612). */
const ENTERPRISE = 32473;

export function syslogFrame(entry: ExportedEntry, { format, hostname }: SyslogShape): Buffer {
  const priority = FACILITY * 8 + syslogSeverity[severityOf(entry)];
  const data = `[sabha@${String(ENTERPRISE)} index="${String(entry.index)}"${parameter('request', entry.request)}]`;
  const header = `<${String(priority)}>1 ${entry.at} ${word(hostname, 255)} sabha-audit - ${word(entry.event, 32)} ${data}`;
  // Without the byte order mark that RFC 5424 has for UTF-8: collectors look for "CEF:" or "{" at its very beginning.
  const message = Buffer.from(`${header} ${format === 'cef' ? cefLine(entry) : ocsfLine(entry).trimEnd()}`);
  return Buffer.concat([Buffer.from(`${String(message.length)} `), message]);
}

/** PRINTUSASCII without blanks; a dash for nothing. */
function word(text: string, longest: number): string {
  const kept = text.replace(/[^\x21-\x7e]/g, '').slice(0, longest);
  return kept === '' ? '-' : kept;
}

const parameter = (name: string, value: string | null): string =>
  value === null ? '' : ` ${name}="${value.replace(/[\p{Cc}]/gu, ' ').replace(/["\\\]]/g, '\\$&')}"`;
