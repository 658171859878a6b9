/**
 * Officials at their desks.
 *
 * Traffic: an open model of RATE acts a second for SECONDS: of ten acts three schedule a meeting, four list, two edit what
 * was scheduled, and one searches the audit log of the ministry.
 * Proves: the portal answers soon while it is used, and does what it is asked; nothing is lost in a queue of the client's.
 */
import exec from 'k6/execution';
import { expectMutate, expectQuery } from '../lib/portal.ts';
import { concluding, promising } from '../lib/promise.ts';
import { size, stage } from '../lib/stage.ts';

const promises = [
  { id: 'api.ok', sentence: 'Every act is done', metric: 'sabha_api_ok', bound: 'rate==1', unit: '' },
  ...(['meeting.schedule', 'meeting.list', 'meeting.edit', 'auditLog.search'] as const).map((name) => ({
    id: `api.${name}`,
    sentence: `${name} answers within half a second`,
    metric: `http_req_duration{name:${name}}`,
    bound: 'p(95)<500',
    unit: 'ms' as const,
    ofSome: true as const, // of every second act one kind may never be among them
  })),
] as const;

const rate = size('RATE');
export const options = promising(promises, {
  officials: {
    executor: 'constant-arrival-rate',
    rate,
    timeUnit: '1s',
    duration: `${size('SECONDS')}s`,
    preAllocatedVUs: Math.max(10, rate),
    maxVUs: rate * 4,
    exec: 'act',
  },
});
export const handleSummary = concluding(promises);

const { scheduler: official, administrator } = stage.officials;
const request = (title: string) => ({
  title,
  startsAt: new Date(Date.now() + 86_400_000).toISOString(),
  durationMinutes: 30,
});

/** What this virtual user has scheduled last. */
let meetingId: string | undefined;

export function act(): void {
  const turn = exec.scenario.iterationInTest % 10;
  if (turn < 3 || (turn < 5 && meetingId === undefined)) {
    const departmentId = official.departmentId;
    const title = `Review ${exec.scenario.iterationInTest}`;
    meetingId = expectMutate<{ meetingId: string }>('meeting.schedule', { departmentId, ...request(title) }, official)?.meetingId;
  } else if (turn < 5) expectMutate('meeting.edit', { meetingId, ...request('Review, moved') }, official);
  else if (turn < 9) expectQuery('meeting.list', { when: 'upcoming' }, official);
  else expectQuery('auditLog.search', { ministryId: administrator.ministryId }, administrator);
}
