import { isSequencerStalled } from '@sabha/db/stores/audit-condition';
import { answers, isMailStalled, isWorkerAlive } from '@sabha/db/stores/job-queue';
import { placeRoom } from '@sabha/domain/residency/fence';
import type { Services } from './services.ts';

/** `refused`: it is there, but the fence lets no room be opened. */
export type PartState = 'ok' | 'down' | 'stalled' | 'refused';
export type Readiness = Readonly<{
  /** `down`: nothing can be served. `degraded`: pages are, but a part is missing. */
  status: 'ok' | 'degraded' | 'down';
  parts: Readonly<{
    database: PartState;
    media: PartState;
    worker: PartState;
    mailQueue: PartState;
    auditLog: PartState;
    identity: PartState;
  }>;
}>;

/** A worker that lives takes a mail within seconds, and puts an entry under a signed head; one that retries waits by its own choice. */
const STALLED_AFTER_SECONDS = 60;
/** It finishes a turn every ten seconds (jobs/handlers, attendance.reconcile). */
const WORKER_SILENT_SECONDS = 45;
const PATIENCE_MS = 2_000;

type Needed = Pick<Services, 'db' | 'media' | 'residency'>;

/** @param isIdentityThere whether the identity provider answers; asked by the portal, which alone speaks to it. */
export async function readReadiness(
  { db, media, residency }: Needed,
  isIdentityThere: () => Promise<boolean>,
): Promise<Readiness> {
  const [database, worker, mailQueue, auditLog, isThere, isOpen, identity] = await Promise.all([
    stateOf(answers(db), 'down'),
    stateOf(isWorkerAlive(db, WORKER_SILENT_SECONDS), 'stalled'),
    stateOf(
      isMailStalled(db, STALLED_AFTER_SECONDS).then((isStalled) => !isStalled),
      'stalled',
    ),
    stateOf(
      isSequencerStalled(db, STALLED_AFTER_SECONDS).then((isStalled) => !isStalled),
      'stalled',
    ),
    stateOf(media.isHealthy(), 'down'),
    stateOf(takesRooms({ media, residency }), 'refused'),
    stateOf(isIdentityThere(), 'down'),
  ]);
  const parts = { database, media: isThere === 'ok' ? isOpen : isThere, worker, mailQueue, auditLog, identity };
  const isWhole = Object.values(parts).every((state) => state === 'ok');
  return { status: database !== 'ok' ? 'down' : isWhole ? 'ok' : 'degraded', parts };
}

async function takesRooms({ media, residency: { policy } }: Pick<Services, 'media' | 'residency'>): Promise<boolean> {
  return placeRoom(policy, { ...(await media.readNodes()), demand: { site: null, nodeId: null } }).permitted;
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
