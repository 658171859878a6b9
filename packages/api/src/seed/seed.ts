import { beginMembership, findMinistry, insertDepartment, insertMinistry } from '@sabha/db/stores/organisation';
import { ensurePerson, findPersonByEmail, membershipsOf } from '@sabha/db/stores/people';
import { scheduleMeetingInput } from '@sabha/domain/meeting/contract';
import { act, type Unit } from '../core/act.ts';
import { systemContext } from '../core/context.ts';
import type { MemberContext } from '../core/member-context.ts';
import type { Services } from '../core/services.ts';
import { scheduleMeeting } from '../meeting/schedule.ts';
import { demoMeetings, type DemoMinistry, demoMinistries, demoScheduler } from './demo.ts';

const HOUR = 3_600_000;

/** Fills an empty instance with the demo; a ministry that is there already is left as people have made it. */
export async function seed(services: Services): Promise<readonly string[]> {
  const context = systemContext(services, 'seed', 'seed');
  const made: string[] = [];
  for (const ministry of demoMinistries) {
    if (await findMinistry(services.db, ministry.slug)) continue;
    await act(context, (unit) => makeMinistry(unit, ministry));
    made.push(ministry.slug);
  }
  if (made.includes('demonstration')) await scheduleDemoMeetings(services);
  return made;
}

async function makeMinistry({ tx, record }: Unit, ministry: DemoMinistry): Promise<void> {
  const { slug, name, nameHi } = ministry;
  const ministryId = await insertMinistry(tx, { slug, name, nameHi });
  const departmentIds = new Map<string, string>();
  for (const department of ministry.departments) {
    const departmentId = await insertDepartment(tx, { ministryId, ...department });
    if (departmentId === null) throw new Error(`two departments named ${department.name}`);
    departmentIds.set(department.name, departmentId);
    record({ event: 'department.added', outcome: 'ok', ministryId, subjectId: departmentId });
  }
  for (const { role, department, ...person } of ministry.people) {
    const departmentId = departmentIds.get(department);
    if (departmentId === undefined) throw new Error(`${ministry.slug} has no department ${department}`);
    const { personId } = await ensurePerson(tx, person);
    await beginMembership(tx, { personId, ministryId, departmentId, role, name: person.name });
    record({ event: 'member.added', outcome: 'ok', ministryId, subjectId: personId, detail: { role, departmentId } });
  }
}

/** Through the same use case, with the same checks, as if the scheduler had filled in the form. */
async function scheduleDemoMeetings(services: Services): Promise<void> {
  const person = await findPersonByEmail(services.db, demoScheduler);
  if (!person) throw new Error('the demo scheduler is missing');
  const { personId, name, email } = person;
  const memberships = await membershipsOf(services.db, personId);
  const departmentId = memberships[0]?.departmentId;
  const context: MemberContext = {
    ...systemContext(services, 'seed', 'seed'),
    actor: { kind: 'member', personId, sessionId: 'seed', name, email, memberships },
  };
  for (const { startsInHours, ...meeting } of demoMeetings) {
    const startsAt = new Date(nextHour(services.clock()).getTime() + startsInHours * HOUR).toISOString();
    await scheduleMeeting(context, scheduleMeetingInput.parse({ ...meeting, departmentId, startsAt }));
  }
}

const nextHour = (now: Date): Date => new Date(Math.ceil(now.getTime() / HOUR) * HOUR);
