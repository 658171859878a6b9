import { canonicalJson, type Json } from '@sabha/audit/canonical-json';
import { readVerifier } from '@sabha/audit/note';
import { checkProof, readProof } from '@sabha/audit/proof';
import { bundleForms } from '@sabha/domain/incident/contract';
import { type ParsedMail, simpleParser } from 'mailparser';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { createSequencer } from '../audit-log/sequencer.ts';
import { systemContext } from '../core/context.ts';
import { startJobs } from '../jobs/start-jobs.ts';
import { createCaller } from '../root.ts';
import { auditLogParts } from '../testing/audit-log.ts';
import { type Harness, openHarness } from '../testing/harness.ts';
import { refusal, schedule } from '../testing/meetings.ts';
import { as, makeMinistry, type Ministry } from '../testing/ministries.ts';
import { remindOfIncidents } from './remind.ts';

const HOUR_MS = 60 * 60_000;
let harness: Harness;
let health: Ministry;
let incident: ReturnType<typeof createCaller>['incident'];

beforeEach(async () => {
  harness = await openHarness();
  health = await makeMinistry(harness, 'health');
  incident = createCaller(await as(harness, health, 'administrator')).incident;
});
afterEach(() => harness.close());

const secret = 'a secret weakness of the portal';
const written = {
  organisation: 'Ministry of health',
  systems: secret,
  scope: 'Forty people',
  indicators: '192.0.2.7',
  containment: 'Closed',
  contact: 'Asha Rao',
  other: '',
};
const passes = (hours: number, ms = 0) => {
  harness.clock.now = new Date(harness.clock.now.getTime() + hours * HOUR_MS + ms);
};
const noticed = () => ({ type: 'data_breach', noticedAt: harness.clock.now.toISOString() }) as const;
const opened = async () => (await incident.open({ ministryId: health.ministryId, ...noticed(), ...written })).incidentId;
const seen = async (incidentId: string) => ({ incidentId, version: (await incident.get({ incidentId })).version });
const entries = async () =>
  harness.owner<{ event: string; detail: Record<string, unknown>; ministry_id: string; subject_id: string }[]>`
    select event, detail, ministry_id, subject_id from audit_entries where event like 'incident.%' order by seq`;
const events = async () => (await entries()).map(({ event }) => event);
/** What was thrown says why. */
const reason = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no refusal',
    (error: unknown) => (error as { cause?: { evidence?: { reason?: unknown } } }).cause?.evidence?.reason,
  );

describe('an incident', () => {
  it('goes from open to closed, each step an entry, and nothing that was written is in any of them', async () => {
    const incidentId = await opened();
    expect(await incident.get({ incidentId })).toMatchObject({ state: 'open', version: 1, missing: { partial: [], full: [] } });
    await incident.edit({ ...(await seen(incidentId)), ...noticed(), ...written, scope: 'Fifty people' });
    await incident.file({ ...(await seen(incidentId)), kind: 'partial' });
    expect(await incident.get({ incidentId })).toMatchObject({ state: 'partly_reported', scope: 'Fifty people' });
    await incident.declareBreach(await seen(incidentId));
    await incident.file({ ...(await seen(incidentId)), kind: 'full', reference: 'CERTIn-12345' });
    expect(await reason(incident.close(await seen(incidentId)))).toBe('unfinished');
    await incident.tellBoard(await seen(incidentId));
    await incident.tellPersons(await seen(incidentId));
    await incident.close(await seen(incidentId));
    expect(await incident.get({ incidentId })).toMatchObject({
      state: 'closed',
      reference: 'CERTIn-12345',
      report: { isLate: false },
      board: { isLate: false },
    });
    const left = await entries();
    expect(left.map(({ event, detail }) => [event.replace('incident.', ''), detail])).toEqual([
      ['opened', noticed()],
      ['changed', { changed: ['scope'] }],
      ['filed', { kind: 'partial', isLate: false, hasReference: false }],
      ['breach_declared', {}],
      ['filed', { kind: 'full', isLate: false, hasReference: true }],
      ['board_told', { isLate: false }],
      ['persons_told', {}],
      ['closed', {}],
    ]);
    expect(new Set(left.map((entry) => `${entry.ministry_id} ${entry.subject_id}`))).toEqual(
      new Set([`${health.ministryId} ${incidentId}`]),
    );
    const whole = JSON.stringify(await harness.owner`select * from audit_entries`) + harness.logged.join('');
    for (const text of [secret, 'Asha Rao', 'CERTIn-12345']) expect(whole).not.toContain(text);
  });

  it('is not changed by whoever saw an older state', async () => {
    const incidentId = await opened();
    const [mine, theirs] = [await seen(incidentId), await seen(incidentId)];
    await incident.edit({ ...mine, ...noticed(), ...written, scope: 'mine' });
    expect(await reason(incident.edit({ ...theirs, ...noticed(), ...written, scope: 'theirs' }))).toBe('changed');
    expect(await reason(incident.declareBreach(theirs))).toBe('changed');
    expect(await incident.get({ incidentId })).toMatchObject({ scope: 'mine', version: 2 });
    expect(await events()).toEqual(['incident.opened', 'incident.changed']);
  });

  it('is changed by one of two who do it at once', async () => {
    const before = await seen(await opened());
    const edits = ['one', 'other'].map((scope) => reason(incident.edit({ ...before, ...noticed(), ...written, scope })));
    expect((await Promise.all(edits)).toSorted()).toEqual(['changed', 'no refusal']);
  });

  it('says when it was noticed anew in its entry: the deadline hangs on it', async () => {
    const incidentId = await opened();
    const old = noticed().noticedAt;
    passes(1);
    await incident.edit({ ...(await seen(incidentId)), ...noticed(), ...written });
    expect((await entries()).at(-1)?.detail).toEqual({
      changed: ['noticedAt'],
      noticedAt: { old, new: harness.clock.now.toISOString() },
    });
  });

  it('is not noticed in the future, and takes no step out of its order', async () => {
    const later = new Date(harness.clock.now.getTime() + 1).toISOString();
    const early = incident.open({ ministryId: health.ministryId, type: 'data_leak', noticedAt: later });
    expect(await refusal(early)).toBe('bad_input');
    const { incidentId } = await incident.open({ ministryId: health.ministryId, ...noticed() });
    expect(await reason(incident.file({ ...(await seen(incidentId)), kind: 'partial' }))).toBe('incomplete');
    await incident.edit({ ...(await seen(incidentId)), ...noticed(), organisation: 'x', contact: 'y' });
    expect(await reason(incident.file({ ...(await seen(incidentId)), kind: 'full' }))).toBe('incomplete');
    await incident.file({ ...(await seen(incidentId)), kind: 'partial' });
    expect(await reason(incident.file({ ...(await seen(incidentId)), kind: 'partial' }))).toBe('filed');
    expect(await reason(incident.tellBoard(await seen(incidentId)))).toBe('no_breach');
    await incident.edit({ ...(await seen(incidentId)), ...noticed(), ...written });
    await incident.file({ ...(await seen(incidentId)), kind: 'full' });
    await incident.close(await seen(incidentId));
    expect(await reason(incident.edit({ ...(await seen(incidentId)), ...noticed(), ...written }))).toBe('closed');
    expect(await reason(incident.declareBreach(await seen(incidentId)))).toBe('closed');
  });
});

describe('the clocks', () => {
  it('mark a report after six hours and a word to the Board after seventy-two as late, and refuse neither', async () => {
    const incidentId = await opened();
    await incident.declareBreach(await seen(incidentId));
    passes(6, 1);
    expect(await incident.get({ incidentId })).toMatchObject({ report: { metAt: null, isLate: true }, board: { isLate: false } });
    await incident.file({ ...(await seen(incidentId)), kind: 'full' });
    passes(66);
    await incident.tellBoard(await seen(incidentId));
    expect(await incident.get({ incidentId })).toMatchObject({
      state: 'reported',
      report: { isLate: true },
      board: { isLate: true },
    });
    const late = (await entries()).filter(({ detail }) => detail['isLate'] === true);
    expect(late.map(({ event }) => event)).toEqual(['incident.filed', 'incident.board_told']);
  });
});

describe('who may', () => {
  it.each(['member', 'host', 'scheduler'] as const)('no %s reads, writes or downloads any of it', async (role) => {
    const incidentId = await opened();
    const { incident: theirs } = createCaller(await as(harness, health, role));
    const step = { incidentId, version: 1 };
    const attempts = [
      theirs.open({ ministryId: health.ministryId, ...noticed() }),
      theirs.list({ ministryId: health.ministryId }),
      theirs.get({ incidentId }),
      theirs.edit({ ...step, ...noticed() }),
      theirs.file({ ...step, kind: 'partial' }),
      theirs.declareBreach(step),
      theirs.tellBoard(step),
      theirs.tellPersons(step),
      theirs.close(step),
      ...bundleForms.map((form) => theirs.bundle({ incidentId, form })),
    ];
    const refusals = await Promise.all(attempts.map((attempt) => refusal(attempt)));
    expect(refusals).toEqual(attempts.map(() => 'not_allowed'));
    expect(await events()).toEqual(['incident.opened']);
  });
});

describe('a reminder', () => {
  const worker = () => systemContext(harness.services, 'worker', 'job');
  const reminded = async () => (await entries()).flatMap(({ event, detail }) => (event === 'incident.reminded' ? [detail] : []));
  const queued = async () =>
    (
      await harness.owner<{ data: unknown }[]>`select data from pgboss.job where name = 'mail.incident_due' order by created_on`
    ).map(({ data }) => data);

  it('is for administrators, after three, five and six hours, each once however often it is looked at', async () => {
    const incidentId = await opened();
    const turns = async () => {
      await Promise.all([remindOfIncidents(worker()), remindOfIncidents(worker())]);
      await remindOfIncidents(worker());
    };
    passes(3, -1);
    await turns();
    expect(await reminded()).toEqual([]);
    passes(0, 1);
    await turns();
    passes(2);
    await turns();
    passes(1);
    await turns();
    passes(100);
    await turns();
    expect(await reminded()).toEqual([3, 5, 6].map((hours) => ({ hours, administrators: 1 })));
    expect(await queued()).toEqual([3, 5, 6].map((hours) => ({ incidentId, personId: health.personIds.administrator, hours })));
    expect(await incident.get({ incidentId }), 'whoever writes meanwhile loses nothing by it').toMatchObject({ version: 1 });
  });

  it('does not come once it was reported, and after an outage comes once', async () => {
    const [filed] = [await opened(), await opened()];
    await incident.file({ ...(await seen(filed)), kind: 'partial' });
    passes(7);
    await remindOfIncidents(worker());
    await remindOfIncidents(worker());
    expect(await reminded()).toEqual([{ hours: 6, administrators: 1 }]);
  });

  it('comes again by the right time, when the first one was written down wrong', async () => {
    const incidentId = await opened();
    passes(7);
    await remindOfIncidents(worker());
    const noticedAt = harness.clock.now.toISOString();
    await incident.edit({ ...(await seen(incidentId)), type: 'data_breach', noticedAt });
    await remindOfIncidents(worker());
    passes(3);
    await remindOfIncidents(worker());
    expect(await reminded()).toEqual([6, 3].map((hours) => ({ hours, administrators: 1 })));
  });

  it('is mailed to the administrators by the worker, with nothing in it of what was written', async () => {
    const [incidentId, done] = [await opened(), await opened()];
    await incident.file({ ...(await seen(done)), kind: 'partial' });
    passes(5);
    const mails: ParsedMail[] = [];
    const relay = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, _, taken) =>
        void simpleParser(stream).then((mail) => {
          mails.push(mail);
          taken();
        }, taken),
    });
    await once(relay.listen(0, '127.0.0.1'), 'listening');
    const { port } = relay.server.address() as AddressInfo;
    const running = await startJobs({
      databaseUrl: harness.databaseUrl,
      services: harness.services,
      mail: { smtpUrl: `smtp://127.0.0.1:${port}`, from: 'no-reply@sabha.localhost' },
      receiptSigner: inject('sabha').env.SABHA_RECEIPT_SIGNER,
      auditLog: auditLogParts(),
    });
    try {
      const states = () => harness.owner`select state from pgboss.job where name = 'mail.incident_due'`;
      await expect.poll(states, { timeout: 10_000 }).toEqual([{ state: 'completed' }]);
      expect(mails.map(({ to }) => to && !Array.isArray(to) && to.value[0]?.address)).toEqual([health.emails.administrator]);
      expect(mails[0]?.text).toContain(`/incidents/${incidentId}`);
      expect(mails[0]?.text).not.toContain(secret);
    } finally {
      await running.close(1_000);
      await new Promise<void>((resolve) => relay.close(() => resolve()));
    }
  });
});

describe('the bundle', () => {
  const taken = async (incidentId: string, form: (typeof bundleForms)[number]) => {
    const { content, sha256, entries: count } = await incident.bundle({ incidentId, form });
    const bytes = Buffer.from(content, 'base64');
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    return { bytes, sha256, count };
  };
  const meetingsIn = (proofs: readonly string[]) => {
    const verifiers = harness.services.settings.auditVerifiers.map(readVerifier);
    const origin = verifiers[0]?.name ?? '';
    return proofs.map((proof) => checkProof(readProof(proof), { origin, verifiers }).values.meeting);
  };

  it('holds what was recorded at the ministry from a day before, each entry proven, and nothing of another', async () => {
    const [scheduler, other] = [await as(harness, health, 'scheduler'), await makeMinistry(harness, 'finance')];
    const tooEarly = await schedule(scheduler);
    passes(2);
    const before = await schedule(scheduler);
    const foreign = await schedule(await as(harness, other, 'scheduler'));
    passes(23);
    const incidentId = await opened();
    await createSequencer(auditLogParts()).run(systemContext(harness.services, 'worker', 'job'));
    const { bytes, count } = await taken(incidentId, 'records');
    const { sha256, ...body } = JSON.parse(bytes.toString()) as Readonly<{ sha256: string; proofs: string[]; unproven: number }>;
    expect(
      createHash('sha256')
        .update(canonicalJson(body as unknown as Json))
        .digest('hex'),
    ).toBe(sha256);
    expect(body).toMatchObject({ isCut: false, unproven: 0, incident: { incidentId, systems: secret } });
    expect(count).toBe(body.proofs.length);
    const meetings = meetingsIn(body.proofs);
    expect(meetings).toContain(before.meetingId);
    for (const absent of [tooEarly, foreign]) expect(meetings).not.toContain(absent.meetingId);
  });

  it('is there before anything is signed, and says what has no proof yet', async () => {
    const { bytes } = await taken(await opened(), 'records');
    expect(JSON.parse(bytes.toString())).toMatchObject({ checkpoint: null, proofs: [], unproven: 2 });
  });

  it('is the report as well, and each time it is recorded who took what', async () => {
    const incidentId = await opened();
    const report = await taken(incidentId, 'report');
    expect(report.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const records = await taken(incidentId, 'records');
    expect((await entries()).slice(1).map(({ event, detail }) => [event, detail])).toEqual([
      ['incident.bundle_taken', { form: 'report', entries: 0, sha256: report.sha256 }],
      ['incident.bundle_taken', { form: 'records', entries: 0, sha256: records.sha256 }],
    ]);
  });
});
