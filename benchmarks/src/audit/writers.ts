/** Acts as the use cases commit them, and the same rows as if there were no log. */
import { connect, type Connection } from '@sabha/db/connect';
import { appendAudit } from '@sabha/db/stores/audit';
import { plainEntries } from './plain-entries.ts';
import type { AuditEntry } from '@sabha/domain/audit/events';
import { randomBytes, randomUUID } from 'node:crypto';

export const WRITERS = 8;

export type Writers = Readonly<{
  /** Each with a connection of its own, as many processes have. @returns acts a second */
  withLog(acts: number): Promise<number>;
  withoutLog(acts: number): Promise<number>;
  /** As fast as they go in, many of one transaction: to grow a log, not to measure one. */
  fill(entries: number): Promise<void>;
  close(): Promise<void>;
}>;

const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
const entry = (): AuditEntry => ({
  event: 'door.admitted',
  outcome: 'ok',
  meetingId: randomUUID(),
  ministryId: randomUUID(),
  subjectId: randomUUID(),
  detail: { as: 'guest', role: 'participant', again: false },
});
const stamp = () => ({ at: new Date(), actorKind: 'member', actorId: randomUUID(), requestId: randomUUID() });
const stamped = () => ({ ...entry(), by: stamp() });

const AT_ONCE = 500;

export function openWriters(databaseUrl: string): Writers {
  const connections = Array.from({ length: WRITERS }, () => connect(databaseUrl, 1));

  async function rate(acts: number, act: (connection: Connection) => Promise<void>): Promise<number> {
    let left = acts;
    const began = performance.now();
    await Promise.all(
      connections.map(async (connection) => {
        while (left-- > 0) await act(connection);
      }),
    );
    return acts / ((performance.now() - began) / 1000);
  }

  return {
    withLog: (acts) => rate(acts, ({ db }) => db.transaction((tx) => appendAudit(tx, [stamped()], random))),
    withoutLog: (acts) =>
      rate(acts, ({ db }) =>
        db.transaction(async (tx) => {
          await tx.insert(plainEntries).values({ ...stamp(), ...rowOf(entry()) });
        }),
      ),
    fill: async (entries) => {
      const batch = ({ db }: Connection) =>
        db.transaction((tx) => appendAudit(tx, Array.from({ length: AT_ONCE }, stamped), random));
      await rate(Math.ceil(entries / AT_ONCE), batch);
    },
    async close() {
      for (const connection of connections) await connection.close();
    },
  };
}

/** Everything that an entry holds but its leaf and what opens it. */
const rowOf = ({ event, outcome, detail = {}, ...about }: AuditEntry) => ({ event, outcome, detail, ...about });
