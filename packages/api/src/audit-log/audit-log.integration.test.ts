import { opens, readEntry, type Committed } from '@sabha/audit/entry';
import type { Json } from '@sabha/audit/canonical-json';
import { verifyLog } from '@sabha/audit/log/verify';
import { makeKeys, readVerifier } from '@sabha/audit/note';
import { tileOf, tilePath } from '@sabha/audit/tree/tile';
import { valuesOf } from '@sabha/db/stores/audit';
import { findCheckpoint, growLog } from '@sabha/db/stores/audit-log';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { act } from '../core/act.ts';
import { type Context, systemContext } from '../core/context.ts';
import { auditLogParts, testMemory } from '../testing/audit-log.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import type { HeadMemory } from './memory.ts';
import { readCheckpointNote, readTileFile } from './read.ts';
import { BrokenHistory, createSequencer } from './sequencer.ts';
import { keySigner } from './signer.ts';

let harness: Harness;
let memory: HeadMemory;
let context: Context;

beforeEach(async () => {
  harness = await openHarness();
  memory = testMemory();
  context = systemContext(harness.services, 'worker', 'job');
});
afterEach(() => harness.close());

/** One act more, as somebody of the application does them. */
const append = (count = 1, detail = {}) =>
  act({ ...context, requestId: 'req' }, ({ record }) => {
    for (let left = count; left > 0; left -= 1)
      record({ event: 'department.added', outcome: 'ok', subjectId: 'secret-7', detail });
    return Promise.resolve();
  });
const run = (parts = auditLogParts(memory)) => createSequencer(parts).run(context);
const countOf = async (table: string) => Number((await harness.owner.unsafe(`select count(*) from ${table}`))[0]?.['count']);

/** By its public files alone. */
function verify(verifiers = [readVerifier(harness.services.settings.auditVerifiers[0] ?? '')]) {
  const read = async (path: string) =>
    path === 'checkpoint'
      ? Buffer.from((await readCheckpointNote(harness.services)) ?? '')
      : readTileFile(harness.services, path);
  return verifyLog(read, { origin: verifiers[0]?.name ?? '', verifiers, witnesses: [], quorum: 0 });
}

/** As whoever holds the database can: without its triggers. */
async function tamper(...statements: string[]): Promise<void> {
  for (const table of ['audit_entries', 'audit_leaves', 'audit_hashes', 'audit_checkpoints'])
    await harness.owner.unsafe(`alter table ${table} disable trigger user`);
  for (const statement of statements) await harness.owner.unsafe(statement);
}

describe('the log', () => {
  it('holds every entry once, though eight write it and two put it in order', async () => {
    const writers = Array.from({ length: 8 }, async () => {
      for (let turn = 0; turn < 40; turn += 1) await append(1 + (turn % 3));
    });
    let isWriting = true;
    const sequencers = [1, 2].map(async () => {
      while (isWriting) await run();
    });
    await Promise.all(writers);
    isWriting = false;
    await Promise.all(sequencers);
    await run();
    const entries = await countOf('audit_entries');
    expect(entries).toBeGreaterThan(8 * 40);
    expect((await verify()).checkpoint.size).toBe(entries);
    const [row] = await harness.owner`select count(distinct seq)::int as seqs, max(index)::int as last from audit_leaves`;
    expect(row).toEqual({ seqs: entries, last: entries - 1 });
  });

  it('is signed when it is empty of news only if nobody of the present key has signed it', async () => {
    await run();
    await run();
    expect(await countOf('audit_checkpoints')).toBe(1);
    const next = makeKeys(readVerifier(auditLogParts().signer.verifier).name, new Uint8Array(32).fill(4));
    await run({ signer: keySigner(next.signer), previous: [auditLogParts().signer.verifier], memory, witnesses: [] });
    expect(await countOf('audit_checkpoints')).toBe(2);
    await append();
    await run({ signer: keySigner(next.signer), previous: [auditLogParts().signer.verifier], memory, witnesses: [] });
    expect((await verify([readVerifier(next.verifier)])).checkpoint.size).toBe(await countOf('audit_entries'));
    await expect(verify()).rejects.toThrow('nobody who is known has signed it');
  });

  it('gives an act its place that took its number early and committed late', async () => {
    await append();
    await run();
    const sequencer = createSequencer(auditLogParts(memory));
    const began = Date.now();
    const runAt = (seconds: number) =>
      sequencer.run({ ...context, services: { ...context.services, clock: () => new Date(began + seconds * 1000) } });
    const isHeld = Promise.withResolvers<undefined>();
    const commits = Promise.withResolvers<undefined>();
    const late = harness.owner.begin(async (sql) => {
      await sql`insert into audit_entries (at, event, outcome, actor_kind, detail, leaf, salts)
        select at, event, outcome, actor_kind, detail, leaf, salts from audit_entries where event = 'department.added' limit 1`;
      isHeld.resolve(undefined);
      await commits.promise;
    });
    await isHeld.promise;
    for (const seconds of [0, 60, 120]) {
      await append(3);
      await runAt(seconds);
    }
    const before = await countOf('audit_leaves');
    commits.resolve(undefined);
    await late;
    await runAt(180);
    expect(await countOf('audit_leaves')).toBe(before + 1);
    const [last] = await harness.owner<{ seq: string }[]>`select seq from audit_leaves order by index desc limit 1`;
    const [newest] = await harness.owner<{ seq: string }[]>`select max(seq) as seq from audit_entries`;
    expect(Number(last?.seq)).toBeLessThan(Number(newest?.seq));
    await verify();
  });

  it('says of persons nothing, and what it says is what the rows hold', async () => {
    await append(2, { old: 'member', new: 'host', share: 0.25, nothing: undefined, list: ['ß', 1] });
    await run();
    const rows = await harness.owner<
      { leaf: Buffer; salts: Record<Committed, string>; [column: string]: unknown }[]
    >`select * from audit_entries order by seq`;
    for (const row of rows) {
      for (const value of ['secret-7', '"req"', '"system"', '"worker"', '"host"'])
        expect(row.leaf.toString()).not.toContain(value);
      const entry = readEntry(row.leaf);
      expect(entry).toMatchObject({ at: row['at'], event: row['event'], outcome: row['outcome'] });
      const values = valuesOf({
        actorKind: String(row['actor_kind']),
        actorId: row['actor_id'] as string | null,
        requestId: row['request_id'] as string | null,
        ministryId: row['ministry_id'] as string | null,
        meetingId: row['meeting_id'] as string | null,
        subjectId: row['subject_id'] as string | null,
        detail: row['detail'] as Record<string, unknown>,
      });
      for (const [name, value] of Object.entries(values) as [Committed, Json][])
        expect(entry && opens(entry, name, { salt: row.salts[name], value }), name).toBe(true);
    }
    expect(rows.at(-1)?.['detail']).toEqual({ old: 'member', new: 'host', share: '0.25', list: ['ß', 1] });
  });

  it('takes no entry without a leaf', async () => {
    const bare = harness.owner`insert into audit_entries (at, event, outcome, actor_kind, detail)
      values (now(), 'x', 'ok', 'system', '{}')`;
    await expect(bare).rejects.toThrow(/audit_entries_has_leaf/);
  });

  it('gives out no tile that no signed head stands for, and nothing for what is no tile', async () => {
    await append(300);
    await run();
    const { size } = (await verify()).checkpoint;
    await append(10);
    await growLog(harness.services.db, { after: 0, limit: 5000, sign: () => Promise.resolve(null) });
    const edge = tileOf(0, 1, size);
    expect(edge && (await readTileFile(harness.services, tilePath(edge)))?.length).toBe((size - 256) * 32);
    const wider = tilePath({ level: 0, index: 1, width: size - 256 + 1 });
    for (const path of [wider, 'tile/0/002.p/1', 'tile/1/000', 'tile/0/0', '../checkpoint', ''])
      expect(await readTileFile(harness.services, path), path).toBeNull();
  });
});

describe('the tables of the tree', () => {
  const tables = ['audit_leaves', 'audit_hashes', 'audit_checkpoints', 'audit_cosignatures'];
  it.each(tables)('%s grows, and nothing of it changes, for its owner neither', async (table) => {
    await run();
    await harness.owner`insert into audit_cosignatures select max(id), 'w', 'l', now() from audit_checkpoints`;
    await expect(harness.owner.unsafe(`delete from ${table}`)).rejects.toThrow(`${table} is append-only`);
    await expect(harness.owner.unsafe(`truncate ${table} cascade`)).rejects.toThrow('is append-only');
    const change = { audit_leaves: 'seq = seq', audit_hashes: 'hash = hash', audit_checkpoints: 'size = size' }[table];
    await expect(harness.owner.unsafe(`update ${table} set ${change ?? 'line = line'}`)).rejects.toThrow('is append-only');
  });
});

describe('whoever holds the database', () => {
  it('cannot put yesterday in the place of today: nothing is signed any more', async () => {
    await append(5);
    await run();
    const yesterday = (await findCheckpoint(harness.services.db))?.size ?? 0;
    await append(5);
    await run();
    await tamper(
      `delete from audit_checkpoints where size > ${String(yesterday)}`,
      `delete from audit_hashes where index >= ${String(yesterday)}`,
      `delete from audit_entries where seq in (select seq from audit_leaves where index >= ${String(yesterday)})`,
      `delete from audit_leaves where index >= ${String(yesterday)}`,
    );
    await expect(run()).rejects.toThrow(BrokenHistory);
    await append(20);
    await expect(run(), 'nor when it has grown beyond today').rejects.toThrow('are not those that were signed');
    expect(await findCheckpoint(harness.services.db)).toMatchObject({ size: yesterday });
  });

  it('cannot rewrite an entry: whoever verifies the log sees which', async () => {
    await append(5);
    await run();
    await tamper(`update audit_entries set leaf = convert_to(replace(convert_from(leaf, 'UTF8'), 'department.added', 'department.moved'), 'UTF8')
      where seq = (select seq from audit_leaves where index = 3)`);
    await expect(verify()).rejects.toThrow(/tile\/0\/000\.p\/\d+ does not fit what lies below it: entry 3 has another hash/);
  });

  it('cannot rewrite entry and hash together: the root was signed, and the sequencer remembers it', async () => {
    await append(5);
    await run();
    await tamper(`update audit_hashes set hash = sha256('other') where level = 0 and index = 3`);
    await append();
    await expect(run()).rejects.toThrow(BrokenHistory);
    await expect(verify()).rejects.toThrow('does not fit');
  });

  it('cannot rewrite a value without its commitment telling', async () => {
    await append();
    await run();
    await tamper(`update audit_entries set subject_id = 'somebody else' where event = 'department.added'`);
    const [row] = await harness.owner<{ leaf: Buffer; salts: Record<Committed, string>; subject_id: string }[]>`
      select * from audit_entries where event = 'department.added'`;
    const entry = row && readEntry(row.leaf);
    expect(entry && opens(entry, 'subject', { salt: row.salts.subject, value: row.subject_id })).toBe(false);
    expect(entry && opens(entry, 'subject', { salt: row.salts.subject, value: 'secret-7' })).toBe(true);
  });
});

it('a crash before the head is signed leaves nothing half done, and the next turn does all of it', async () => {
  await append(5);
  const broken = {
    ...auditLogParts(memory),
    signer: { ...auditLogParts().signer, sign: () => Promise.reject(new Error('the device is gone')) },
  };
  await expect(run(broken)).rejects.toThrow('the device is gone');
  expect([await countOf('audit_leaves'), await countOf('audit_hashes'), await countOf('audit_checkpoints')]).toEqual([0, 0, 0]);
  await run();
  expect((await verify()).checkpoint.size).toBe(await countOf('audit_entries'));
});

it('the key that signs is not told where the log is read', () => {
  expect(JSON.stringify(harness.services.settings)).not.toContain('PRIVATE+KEY');
  expect(harness.services.settings.auditVerifiers).toEqual([inject('sabha').env.SABHA_AUDIT_VERIFIER]);
});
