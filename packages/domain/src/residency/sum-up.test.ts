import { describe, expect, it } from 'vitest';
import type { SelectedPair } from './route.ts';
import { gatherViolations, type SessionRoute, sumUpSessions } from './sum-up.ts';

const direct: SelectedPair = {
  transport: 'publisher',
  protocol: 'udp',
  remote: { address: '203.0.113.5', port: 7882, type: 'host' },
  localType: 'host',
  relay: null,
};
const relayed = (protocol: 'udp' | 'tcp' | 'tls'): SelectedPair => ({
  ...direct,
  localType: 'relay',
  relay: { url: 'turns:turn.sabha.example:443', protocol },
});
let people = 0;
const session = (more: Partial<SessionRoute> = {}): SessionRoute => ({
  participantId: `p${++people}`,
  pairs: [direct],
  hasServerView: true,
  faults: [],
  ...more,
});

describe('the sessions of a meeting', () => {
  it('are none', () => {
    expect(sumUpSessions([])).toEqual({
      participants: 0,
      sessions: { all: 0, direct: 0, relayed: 0, unreported: 0 },
      protocols: { udp: 0, tcp: 0, tls: 0 },
      serverView: { agrees: 0, contradicts: 0, missing: 0 },
    });
  });

  it('that nobody reported are counted by themselves, and never with the good ones', () => {
    const silent = [session({ pairs: null }), session({ pairs: [] })];
    expect(sumUpSessions([...silent, session()])).toMatchObject({
      sessions: { all: 3, direct: 1, relayed: 0, unreported: 2 },
      protocols: { udp: 1, tcp: 0, tls: 0 },
      serverView: { agrees: 1, contradicts: 0, missing: 0 },
    });
  });

  it('of one person are one participant', () => {
    expect(sumUpSessions([session({ participantId: 'a' }), session({ participantId: 'a' })])).toMatchObject({
      participants: 1,
      sessions: { all: 2 },
    });
  });

  it.each([
    ['direct over UDP', [direct], { direct: 1, relayed: 0 }, 'udp'],
    ['direct over TCP', [{ ...direct, protocol: 'tcp' }], { direct: 1, relayed: 0 }, 'tcp'],
    ['relayed over UDP', [relayed('udp')], { direct: 0, relayed: 1 }, 'udp'],
    ['relayed over TLS', [relayed('tls')], { direct: 0, relayed: 1 }, 'tls'],
    ['relayed in one direction alone', [direct, relayed('tcp')], { direct: 0, relayed: 1 }, 'tcp'],
  ] as const)('%s', (...[, pairs, sessions, protocol]) => {
    const figures = sumUpSessions([session({ pairs })]);
    expect(figures.sessions).toMatchObject(sessions);
    expect(figures.protocols).toEqual({ udp: 0, tcp: 0, tls: 0, [protocol]: 1 });
  });

  it.each([
    ['without the server’s view', { hasServerView: false }, 'missing'],
    ['with it', {}, 'agrees'],
    ['against it', { faults: ['relay_contradicted'] }, 'contradicts'],
    ['with it, whatever else is wrong', { faults: ['node_differs'] }, 'agrees'],
  ] as const)('%s', (...[, more, expected]) => {
    expect(sumUpSessions([session(more)]).serverView).toEqual({ agrees: 0, contradicts: 0, missing: 0, [expected]: 1 });
  });
});

describe('violations', () => {
  const at = (minute: number) => `2026-11-25T10:${String(minute).padStart(2, '0')}:00.000Z`;
  it('that say the same of one session are one, with its first time', () => {
    const told = { session: 'PA_1', faults: ['node_differs' as const], done: 'flagged' as const };
    const same = { by: 'p1', ...told };
    const other = { ...same, session: 'PA_2' };
    expect(
      gatherViolations([
        { ...same, at: at(9) },
        { ...other, at: at(5) },
        { ...same, at: at(3) },
      ]),
    ).toEqual({
      all: 2,
      listed: [
        { ...told, at: at(3), times: 2 },
        { ...told, session: 'PA_2', at: at(5), times: 1 },
      ],
    });
  });

  it('without a session stay apart', () => {
    const refused = { by: 'p1', session: null, faults: ['candidate' as const], done: 'client_left' as const };
    expect(
      gatherViolations([
        { ...refused, at: at(1) },
        { ...refused, at: at(2) },
      ]).all,
    ).toBe(2);
  });

  it('are all counted, however many are listed', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      by: `p${index}`,
      at: at(index % 60),
      session: `PA_${index}`,
      faults: ['remote_outside' as const],
      done: 'put_out' as const,
    }));
    const { all, listed } = gatherViolations(many);
    expect([all, listed.length]).toEqual([60, 50]);
  });

  it('of one client leave room for those of others, and for what is graver', () => {
    const claims = Array.from({ length: 60 }, (_, index) => ({ ...found('p1', index % 30), done: 'put_out' as const }));
    const late = [found('p2', 58), { ...found(null, 59), session: null, done: 'alarm_raised' as const }];
    const { all, listed } = gatherViolations([...claims.map((claim, index) => ({ ...claim, session: `PA_${index}` })), ...late]);
    expect([all, listed.length]).toEqual([62, 50]);
    expect(listed.slice(-1)).toEqual([expect.objectContaining({ done: 'alarm_raised' })]);
    const others = claims.map((claim, index) => ({ ...claim, by: index < 55 ? 'p1' : 'p2', session: `PA_${index}` }));
    const sessions = gatherViolations(others).listed.map(({ session }) => session);
    expect(sessions).toEqual(expect.arrayContaining(['PA_55', 'PA_56', 'PA_57', 'PA_58', 'PA_59']));
  });
});

const found = (by: string | null, minute: number) => ({
  by,
  at: `2026-11-25T10:${String(minute).padStart(2, '0')}:00.000Z`,
  session: `of_${by}`,
  faults: ['remote_outside' as const],
  done: 'flagged' as const,
});
