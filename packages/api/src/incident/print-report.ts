/** The report as it goes to CERT-In: a PDF in English and Hindi, made here, with everything it needs inside. */
import type { IncidentView } from '@sabha/domain/incident/contract';
import { reportFields } from '@sabha/domain/incident/report';
import { formatDateTime } from '@sabha/i18n/date-time';
import type { Locale } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import PDFDocument from 'pdfkit';
import { type Script, scriptRuns } from './script-runs.ts';

const fonts: Readonly<Record<Script, string>> = { latin: 'noto-sans-latin.ttf', devanagari: 'noto-sans-devanagari.ttf' };
const timeZone = 'Asia/Kolkata';
const MARGIN = 56;
/** A label is not left alone at the end of a page. */
const ROW = 64;
const [INK, MUTED] = ['#111111', '#555555'];
type Look = Readonly<{ size: number; colour: string }>;
const heading: Look = { size: 18, colour: INK };
const label: Look = { size: 9, colour: MUTED };
const body: Look = { size: 11, colour: INK };

export async function printReport(incident: IncidentView): Promise<Uint8Array> {
  const [en, hi] = [translator('en', 'incident'), translator('hi', 'incident')];
  const document = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    lang: 'en-IN',
    info: { Title: `${en('incident.pdf.title')} ${incident.incidentId}`, CreationDate: new Date(incident.readAt) },
  });
  const folder = fontFolder();
  for (const [script, file] of Object.entries(fonts)) document.registerFont(script, join(folder, file));
  const whole = collect(document);
  write(document, hi('incident.pdf.title'), heading);
  write(document, en('incident.pdf.title'), heading);
  write(document, hi('incident.pdf.law'), label);
  write(document, en('incident.pdf.law'), label);
  for (const { name, values } of rowsOf(incident)) {
    if (document.y > document.page.height - MARGIN - ROW) document.addPage();
    else document.moveDown(0.9);
    write(document, `${en(name)} | ${hi(name)}`, label);
    for (const value of values) write(document, value, body);
  }
  numberPages(document);
  document.end();
  return whole;
}

type Row = Readonly<{ name: Parameters<ReturnType<typeof translator<'incident'>>>[0] & RowName; values: readonly string[] }>;
type RowName =
  | `incident.field.${(typeof reportFields)[number]}`
  | `incident.${'clock.report' | 'file.partialAt' | 'file.fullAt' | 'file.reference' | 'breach.at' | 'pdf.id' | 'pdf.made'}`;

function rowsOf(incident: IncidentView): readonly Row[] {
  const [en, hi] = [translator('en', 'incident'), translator('hi', 'incident')];
  const both = (key: 'incident.pdf.empty' | 'incident.notYet' | `incident.type.${IncidentView['type']}`) => [en(key), hi(key)];
  const time = (text: string | null) => (text === null ? both('incident.notYet') : [inIndia(text, 'en'), inIndia(text, 'hi')]);
  const fields = reportFields.map((field): Row => {
    const name = `incident.field.${field}` as const;
    if (field === 'type') return { name, values: both(`incident.type.${incident.type}`) };
    if (field === 'noticedAt') return { name, values: time(incident.noticedAt) };
    return { name, values: incident[field] === '' ? both('incident.pdf.empty') : incident[field].split('\n') };
  });
  return [
    ...fields,
    { name: 'incident.clock.report', values: [en('incident.clock.by', { time: inIndia(incident.report.by, 'en') })] },
    { name: 'incident.file.partialAt', values: time(incident.partlyFiledAt) },
    { name: 'incident.file.fullAt', values: time(incident.filedAt) },
    ...(incident.reference === null ? [] : [{ name: 'incident.file.reference', values: [incident.reference] } as const]),
    ...(incident.breachAt === null ? [] : [{ name: 'incident.breach.at', values: time(incident.breachAt) } as const]),
    { name: 'incident.pdf.id', values: [`${incident.incidentId}, ${incident.version}`] },
    { name: 'incident.pdf.made', values: [inIndia(incident.readAt, 'en')] },
  ];
}

const inIndia = (time: string, locale: Locale): string => formatDateTime(new Date(time), { locale, timeZone });

/** One paragraph, each script in its own font. */
function write(document: PDFKit.PDFDocument, text: string, { size, colour }: Look): void {
  const runs = scriptRuns(text);
  document.fontSize(size).fillColor(colour);
  if (runs.length === 0) document.font('latin').text(' ');
  for (const [nth, { script, text: part }] of runs.entries())
    document.font(script).text(part, { continued: nth < runs.length - 1, lineGap: 2 });
}

/** Once it is known how many there are. */
function numberPages(document: PDFKit.PDFDocument): void {
  const { start, count } = document.bufferedPageRange();
  const t = translator('en', 'incident');
  for (let nth = 0; nth < count; nth += 1) {
    document.switchToPage(start + nth);
    document.page.margins.bottom = 0; // or the line would begin a page of its own
    const place = { align: 'center', width: document.page.width - 2 * MARGIN } as const;
    const line = t('incident.pdf.page', { page: String(nth + 1), pages: String(count) });
    document
      .font('latin')
      .fontSize(9)
      .fillColor(MUTED)
      .text(line, MARGIN, document.page.height - 40, place);
  }
}

async function collect(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of document as AsyncIterable<Uint8Array>) parts.push(part);
  return Buffer.concat(parts);
}

/** From the working directory upwards: where this file lies after bundling says nothing. */
function fontFolder(): string {
  const manifest = findPackageJSON('@sabha/api', pathToFileURL(join(process.cwd(), 'here.js')));
  if (manifest === undefined) throw new Error('@sabha/api is not installed');
  return join(dirname(manifest), 'fonts');
}
