import { createServices, type RunningServices } from '@sabha/api/core/create-services';
import { createLog } from '@sabha/api/core/log';
import { createCaller } from '@sabha/api/root';
import { demoScheduler } from '@sabha/api/seed/demo';
import { optionsOfInstance } from '@sabha/api/testing/instance-options';
import { findPersonByEmail, membershipsOf } from '@sabha/db/stores/people';
import type { Instance } from '../../../infra/local/src/instance/start-instance.ts';

export type LiveWebinar = Readonly<{ meetingId: string; joinCode: string; close(): Promise<void> }>;

/** A public webinar for people in the country, opened by its host: made by the use cases, as the portal makes it. */
export async function openWebinar({ env }: Instance): Promise<LiveWebinar> {
  const running = await servicesOf(env);
  const { services } = running;
  const person = await findPersonByEmail(services.db, demoScheduler);
  if (!person) throw new Error('the demonstration has no scheduler');
  const memberships = await membershipsOf(services.db, person.personId);
  const caller = createCaller({
    services,
    actor: { kind: 'member', sessionId: person.personId, ...person, memberships },
    requestId: 'bench',
    address: '127.0.0.1',
    locale: 'en',
    guestSecret: () => undefined,
    setGuestSecret: () => undefined,
  });
  const { meetingId } = await caller.meeting.schedule({
    departmentId: memberships[0]?.departmentId ?? '',
    kind: 'webinar',
    title: 'Clean water for every village',
    startsAt: new Date(Date.now() + 600_000).toISOString(),
    durationMinutes: 240,
    options: { abroad: 'refused' },
  });
  const { joinCode } = await caller.meeting.get({ meetingId });
  await caller.join.asMember({ joinCode });
  await caller.room.pass({ joinCode }); // the first of a host opens it
  return { meetingId, joinCode, close: () => running.close() };
}

function servicesOf(env: Instance['env']): Promise<RunningServices> {
  return createServices({
    databaseUrl: env.DATABASE_URL,
    pool: 2,
    ...optionsOfInstance(env),
    log: createLog({ level: 'warn', name: 'bench' }),
  });
}
