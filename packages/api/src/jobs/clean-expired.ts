import { deleteExpiredCounters } from '@sabha/db/stores/rate-limits';
import { deleteExpiredSessions } from '@sabha/db/stores/sessions';
import { deleteExpiredLinks } from '@sabha/db/stores/sign-in-links';
import { forgetEvents } from '@sabha/db/stores/webhook-events';
import { actIfNeeded } from '../core/act-if-needed.ts';
import type { JobPayload } from './jobs.ts';
import type { JobRun } from './run.ts';

/** The media server signs a webhook for minutes; a week leaves room for clocks that are far off. */
const WEBHOOK_DAYS = 7;

export async function cleanExpired(_: JobPayload<'clean.expired'>, { services, context }: JobRun): Promise<void> {
  await actIfNeeded(context, async ({ tx, record }, skip) => {
    const now = services.clock();
    const weekAgo = new Date(now.getTime() - WEBHOOK_DAYS * 24 * 60 * 60_000);
    const detail = {
      sessions: await deleteExpiredSessions(tx, now),
      links: await deleteExpiredLinks(tx, now),
      counters: await deleteExpiredCounters(tx, now),
      webhookEvents: await forgetEvents(tx, weekAgo),
    };
    if (Object.values(detail).every((count) => count === 0)) return skip();
    record({ event: 'expired.cleaned', outcome: 'ok', detail });
  });
}
