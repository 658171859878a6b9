import { answers, isMailStalled } from '@sabha/db/stores/job-queue';
import type { Services } from './services.ts';

export type PartState = 'ok' | 'down' | 'stalled';
export type Readiness = Readonly<{
  /** `down`: nothing can be served. `degraded`: pages are, but a part is missing. */
  status: 'ok' | 'degraded' | 'down';
  parts: Readonly<{ database: PartState; media: PartState; mailQueue: PartState }>;
}>;

/** A worker that lives takes a mail within seconds; one that retries waits by its own choice. */
const STALLED_AFTER_SECONDS = 60;
const PATIENCE_MS = 2_000;

export async function readReadiness({ db, media }: Pick<Services, 'db' | 'media'>): Promise<Readiness> {
  const [database, mailQueue, mediaState] = await Promise.all([
    stateOf(answers(db), 'down'),
    stateOf(
      isMailStalled(db, STALLED_AFTER_SECONDS).then((isStalled) => !isStalled),
      'stalled',
    ),
    stateOf(media.isHealthy(), 'down'),
  ]);
  const parts = { database, media: mediaState, mailQueue };
  const isWhole = Object.values(parts).every((state) => state === 'ok');
  return { status: database !== 'ok' ? 'down' : isWhole ? 'ok' : 'degraded', parts };
}

async function stateOf(check: Promise<boolean>, otherwise: PartState): Promise<PartState> {
  const late = new Promise<'down'>((resolve) => setTimeout(resolve, PATIENCE_MS, 'down').unref());
  return Promise.race([
    check.then(
      (isFine) => (isFine ? 'ok' : otherwise),
      () => 'down' as const,
    ),
    late,
  ]);
}
