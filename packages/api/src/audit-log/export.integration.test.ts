import { readVerifier } from '@sabha/audit/note';
import { checkProof } from '@sabha/audit/proof';
import { readProofFile } from '@sabha/audit/proof-file';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemContext } from '../core/context.ts';
import type { MemberContext } from '../core/member-context.ts';
import { auditLogParts } from '../testing/audit-log.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { refusal, schedule } from '../testing/meetings.ts';
import { as, makeMinistry, type Ministry } from '../testing/ministries.ts';
import { exportAudit, type ExportQuery, type FileFormat } from './export.ts';
import { createSequencer } from './sequencer.ts';

let harness: Harness;
let health: Ministry;
let administrator: MemberContext;
let organiser: MemberContext;
let sign: () => Promise<void>;

beforeEach(async () => {
  harness = await openHarness();
  health = await makeMinistry(harness, 'health');
  administrator = await as(harness, health, 'administrator');
  organiser = await as(harness, health, 'scheduler');
  const sequencer = createSequencer(auditLogParts());
  sign = () => sequencer.run(systemContext(harness.services, 'worker', 'job'));
});
afterEach(() => harness.close());

const ask = (more: Partial<ExportQuery> = {}): ExportQuery => ({ format: 'jsonl', ministryId: health.ministryId, ...more });
async function take(query = ask(), { by = administrator, ...limits }: { by?: MemberContext; most?: number; page?: number } = {}) {
  const made = await exportAudit(by, query, limits);
  let file = '';
  for await (const chunk of made.chunks) file += chunk;
  return { ...made, file, lines: file.trimEnd().split(/\r?\n/) };
}
const exported = () => harness.owner`select detail, outcome from audit_entries where event = 'audit.exported' order by seq`;
const seqOf = (line: string) => (JSON.parse(line) as { index: number }).index;

describe('an export of the log', () => {
  it('holds what the ministry did, newest first, each with its leaf, and at its end the signed head', async () => {
    for (let turn = 0; turn < 7; turn += 1) await schedule(organiser);
    await sign();
    const { lines, head, entries } = await take(ask(), { page: 3 });
    const indexes = lines.slice(0, -1).map(seqOf);
    expect(entries).toBe(8);
    expect(indexes).toEqual([...indexes].sort((one, other) => other - one));
    expect(new Set(indexes).size).toBe(8);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ event: 'meeting.scheduled', ministry: health.ministryId });
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual(head);
    expect(head.checkpoint).toContain(`\n${String(head.size)}\n${head.root}\n`);
  });

  it('never holds what another ministry did, nor is it for others than administrators; that they tried is recorded', async () => {
    const other = await makeMinistry(harness, 'other');
    await schedule(await as(harness, other, 'scheduler'));
    await schedule(organiser);
    await sign();
    const { file } = await take();
    expect(file).toContain(health.ministryId);
    expect(file).not.toContain(other.ministryId);
    expect(await refusal(take(ask({ ministryId: other.ministryId })))).toBe('not_found');
    expect(await refusal(take(ask(), { by: organiser }))).toBe('not_allowed');
    const denied = await harness.owner`select detail from audit_entries where event = 'access.denied'`;
    expect(denied.map((row) => (row['detail'] as { action: string }).action)).toEqual(['audit.export', 'audit.export']);
  });

  it('is recorded before its first line is read out, by what was asked for and not whom', async () => {
    await schedule(organiser);
    await sign();
    const actor = organiser.actor.personId;
    const made = await exportAudit(administrator, ask({ format: 'csv', actor, event: 'meeting.scheduled' }));
    expect(await exported()).toEqual([
      { outcome: 'ok', detail: { format: 'csv', by: ['event', 'actor'], entries: 1, isCut: false, size: made.head.size } },
    ]);
    expect(JSON.stringify(await exported())).not.toContain(actor);
  });

  it('is cut at the limit, holds the newest then, and says so', async () => {
    for (let turn = 0; turn < 5; turn += 1) await schedule(organiser);
    await sign();
    const whole = await take();
    const { lines, head, entries } = await take(ask(), { most: 2, page: 1 });
    expect([entries, head.isCut, lines.length]).toEqual([2, true, 3]);
    expect(lines.slice(0, 2)).toEqual(whole.lines.slice(0, 2));
    expect(JSON.parse(lines[2] ?? '')).toMatchObject({ isCut: true });
  });

  it('leaves out what no signed head stands for yet, and is not there before the first', async () => {
    await schedule(organiser);
    expect(await refusal(take())).toBe('conflict');
    await sign();
    const { entries } = await take();
    await schedule(organiser);
    expect((await take()).entries).toBe(entries);
  });

  it.each<[FileFormat, RegExp, RegExp]>([
    ['csv', /^\uFEFF"index","at"/, /"meeting\.scheduled"/],
    ['cef', /^CEF:0\|Sabha\|Sabha audit log\|1\|meeting\.scheduled\|/, /\|checkpoint\|head of the audit log\|/],
    ['ocsf', /^\{"activity_id":1,"category_uid":3,"class_uid":3004,/, /"checkpoint":/],
  ])('is written as %s', async (format, first, somewhere) => {
    await schedule(organiser);
    await sign();
    const { file, lines } = await take(ask({ format }));
    expect(lines).toHaveLength(3);
    expect(file).toMatch(first);
    expect(file).toMatch(somewhere);
  });

  it('of proofs has the same entries, each of which is checked without us', async () => {
    await schedule(organiser);
    await schedule(organiser);
    await sign();
    const lines = (await take()).lines.slice(0, -1);
    const { file } = await take(ask({ format: 'proofs' }));
    const verifiers = harness.services.settings.auditVerifiers.map(readVerifier);
    const proven = readProofFile(file).proofs.map((proof) => checkProof(proof, { origin: verifiers[0]?.name ?? '', verifiers }));
    expect(proven.map(({ entry, values }) => [entry.event, values.meeting])).toEqual(
      lines.map((line) => JSON.parse(line) as { event: string; meeting: string }).map(({ event, meeting }) => [event, meeting]),
    );
  });
});
