import { type Context, systemContext } from '../core/context.ts';
import type { Services } from '../core/services.ts';
import type { Sequencer } from '../audit-log/sequencer.ts';
import type { MailTransport } from '../mail/transport.ts';
import type { JobName, JobPayload } from './jobs.ts';

/** What the worker alone has. */
export type WorkerMeans = Readonly<{
  mail: MailTransport;
  /** Private key (C2SP signed-note) that signs residency receipts. */
  receiptSigner: string;
  /** Puts audit entries into the tree and signs its head. */
  sequencer: Sequencer;
}>;

/** What a handler is given. It may run twice for one job: it looks first whether the work is done. */
export type JobRun = WorkerMeans & Readonly<{ services: Services; context: Context }>;
export type Handler<N extends JobName> = (payload: JobPayload<N>, run: JobRun) => Promise<void>;

/** @param jobId becomes the request id of what the job does, in audit and log. */
export const jobRun = (services: Services, means: WorkerMeans, jobId: string): JobRun => ({
  ...means,
  services,
  context: systemContext(services, 'worker', `job-${jobId}`),
});

/** No failure: another job is at the same thing. The queue tries again later. */
export class TryLater extends Error {
  override readonly name = 'TryLater';
}
