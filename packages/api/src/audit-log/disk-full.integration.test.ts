/** A disk that is full is no reason to do what is not recorded, nor to sign what is not there. */
import { verifyLog } from '@sabha/audit/log/verify';
import { readVerifier } from '@sabha/audit/note';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isMissing, needs } from '../../../../infra/local/src/testing/requirement.ts';
import { putOnSmallDisk, type SmallDisk } from '../../../../infra/local/src/testing/small-disk.ts';
import { act } from '../core/act.ts';
import { type Context, systemContext } from '../core/context.ts';
import { auditLogParts, testMemory } from '../testing/audit-log.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { schedule } from '../testing/meetings.ts';
import { as, makeMinistry } from '../testing/ministries.ts';
import { readCheckpointNote, readTileFile } from './read.ts';
import { createSequencer, type Sequencer } from './sequencer.ts';

const why = needs.linux ?? needs.root;
describe.skipIf(isMissing(why))(`a disk that is full${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
  let harness: Harness;
  let context: Context;
  let sequencer: Sequencer;
  let disk: SmallDisk | undefined;

  beforeEach(async () => {
    harness = await openHarness();
    context = systemContext(harness.services, 'worker', 'job');
    sequencer = createSequencer(auditLogParts(testMemory()));
  });
  afterEach(async () => {
    await harness.close();
    await disk?.remove();
    disk = undefined;
  });

  const append = () =>
    act(context, ({ record }) => {
      for (let nth = 0; nth < 50; nth += 1) record({ event: 'expired.cleaned', outcome: 'ok', detail: { nth } });
      return Promise.resolve();
    });
  /** What the pages that are there already still take is taken first. */
  async function untilFull(work: () => Promise<unknown>): Promise<string> {
    for (let turn = 0; turn < 500; turn += 1) {
      const failure = await work().then(
        () => null,
        (error: unknown) => String((error as Error).cause ?? error),
      );
      if (failure !== null) return failure;
    }
    return 'the disk is never full';
  }
  const countOf = async (table: string) => Number((await harness.owner.unsafe(`select count(*) from ${table}`))[0]?.['count']);
  async function verify(): Promise<number> {
    const verifiers = harness.services.settings.auditVerifiers.map(readVerifier);
    const read = async (path: string) =>
      path === 'checkpoint'
        ? Buffer.from((await readCheckpointNote(harness.services)) ?? '')
        : readTileFile(harness.services, path);
    const trust = { origin: verifiers[0]?.name ?? '', verifiers, witnesses: [], quorum: 0 };
    return (await verifyLog(read, trust)).checkpoint.size;
  }

  it('below the entries: nothing is done that is not recorded, and it goes on when there is room', async () => {
    const organiser = await as(harness, await makeMinistry(harness, 'health'), 'scheduler');
    disk = await putOnSmallDisk(harness.owner, ['audit_entries']);
    disk.fill();
    expect(await untilFull(append)).toMatch(/No space left on device/);
    const before = await countOf('meetings');
    expect(await untilFull(() => schedule(organiser))).toMatch(/No space left on device|internal/);
    const scheduled = (await countOf('meetings')) - before;
    const [recorded] = await harness.owner`select count(*)::int as n from audit_entries where event = 'meeting.scheduled'`;
    expect(scheduled, 'as many meetings as entries about them').toBe(recorded?.['n']);
    await sequencer.run(context);
    expect(await verify(), 'what was recorded is signed all the same').toBe(await countOf('audit_entries'));
    disk.free();
    await schedule(organiser);
    await sequencer.run(context);
    expect(await verify()).toBe(await countOf('audit_entries'));
  });

  it('below the tree: entries wait for their place, no head is signed for them, and it heals when there is room', async () => {
    await append();
    await sequencer.run(context);
    const signed = await verify();
    disk = await putOnSmallDisk(harness.owner, ['audit_hashes', 'audit_leaves']);
    disk.fill();
    const failure = await untilFull(async () => {
      await append();
      await sequencer.run(context);
    });
    expect(failure).toMatch(/No space left on device/);
    const held = await verify();
    expect(held).toBeGreaterThanOrEqual(signed);
    expect(held, 'half of a turn is nothing').toBe(await countOf('audit_leaves'));
    expect(await countOf('audit_entries')).toBeGreaterThan(held);
    disk.free();
    await sequencer.run(context);
    expect(await verify()).toBe(await countOf('audit_entries'));
  });
});
