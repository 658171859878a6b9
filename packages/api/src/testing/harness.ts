/** The use cases on real parts: a database of one's own, the run's media server and mail; only the clock is ours. */
import { findPerson, membershipsOf } from '@sabha/db/stores/people';
import type { Actor, MemberActor } from '@sabha/domain/actor';
// eslint-disable-next-line no-restricted-imports -- tests look behind the stores
import postgres from 'postgres';
import { inject } from 'vitest';
import { createTestDatabase } from '../../../../infra/local/src/testing/test-database.ts';
import type { Context } from '../core/context.ts';
import { createServices } from '../core/create-services.ts';
import { createLog } from '../core/log.ts';
import type { Services } from '../core/services.ts';
import { optionsOfInstance } from './instance-options.ts';

/** The owner's connection inside a transaction. */
export type OwnerTransaction = postgres.TransactionSql;

export type Harness = Readonly<{
  services: Services;
  /** Moves only when a test moves it; starts at a whole minute near the real time. */
  clock: { now: Date };
  /** The owner's connection: to look behind the stores and to arrange what the application may not. */
  owner: postgres.Sql;
  /** Everything that was logged, one JSON line each. */
  logged: string[];
  databaseUrl: string;
  /** A request by that actor, with cookies for guests that live as long as the returned context. */
  context(actor: Actor, more?: Partial<Context>): Context;
  /** The person as they would be after signing in now. */
  member(personId: string): Promise<MemberActor>;
  close(): Promise<void>;
}>;

export async function openHarness(): Promise<Harness> {
  const { env } = inject('sabha');
  const database = await createTestDatabase();
  const logged: string[] = [];
  const { services: made, close } = await createServices({
    databaseUrl: database.url,
    pool: 10,
    ...optionsOfInstance(env),
    log: createLog({ level: 'debug', name: 'test' }, { write: (line) => void logged.push(line) }),
  });
  const clock = { now: new Date(Math.floor(Date.now() / 60_000) * 60_000) };
  const services: Services = { ...made, clock: () => new Date(clock.now) };
  const owner = postgres(database.ownerUrl, { max: 2, onnotice: () => undefined });
  let requests = 0;
  return {
    services,
    clock,
    owner,
    logged,
    databaseUrl: database.url,
    context(actor, more = {}) {
      const secrets = new Map<string, string>();
      return {
        services,
        actor,
        requestId: `test-${++requests}`,
        address: '192.0.2.1',
        locale: 'en',
        guestSecret: (joinCode) => secrets.get(joinCode),
        setGuestSecret: (joinCode, secret) => void secrets.set(joinCode, secret),
        ...more,
      };
    },
    async member(personId) {
      const person = await findPerson(services.db, personId);
      if (!person) throw new Error('no such person');
      const memberships = await membershipsOf(services.db, personId);
      return { kind: 'member', personId, sessionId: personId, name: person.name, email: person.email, memberships };
    },
    async close() {
      await close();
      await owner.end({ timeout: 2 });
      await database.drop();
    },
  };
}
