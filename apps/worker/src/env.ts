/** The worker's settings: the one place that reads the environment, parsed once. */
import {
  inTheClear,
  isServedPrivately,
  listShape,
  nodeEnvShape,
  originShape,
  sealKeyShape,
} from '@sabha/api/core/setting-shapes';
import { siemShape } from '@sabha/api/audit-log/stream/settings';
import { residencyShape } from '@sabha/api/residency/settings';
import { z } from 'zod';

/** What stands two by two. An odd one is left without its other half, which the shape then misses. */
const inPairs = (words: readonly string[]) =>
  words.flatMap((url, at) => (at % 2 === 0 ? [{ url, verifier: words[at + 1] }] : []));

const shape = z.object({
  NODE_ENV: nodeEnvShape,
  WORKER_PORT: z.coerce.number().int().min(0).max(65535).default(3030),
  WORKER_HOST: z.string().default('127.0.0.1'),
  /** What the links in its mails lead to. */
  PUBLIC_URL: originShape,
  DATABASE_URL: z.string().min(1),
  LIVEKIT_URL: z.string().min(1),
  LIVEKIT_API_URL: z.string().min(1),
  LIVEKIT_API_KEY: z.string().min(1),
  LIVEKIT_API_SECRET: z.string().min(1),
  SMTP_URL: z.string().min(1),
  MAIL_FROM: z.string().min(1),
  SABHA_SEAL_KEY: sealKeyShape,
  SABHA_PREVIOUS_SEAL_KEYS: listShape.pipe(z.array(sealKeyShape)),
  ...residencyShape,
  /** LiveKit's JSON log, where it can be read here. Without it clients' reports stand alone, and receipts say so. */
  LIVEKIT_LOG_FILE: z.string().min(1).optional(),
  /** Signs residency receipts; its public half, as readers are told of it; and who signed before, and is still believed. */
  SABHA_RECEIPT_SIGNER: z.string().min(1),
  SABHA_RECEIPT_VERIFIER: z.string().min(1),
  SABHA_PREVIOUS_RECEIPT_VERIFIERS: listShape,
  /**
   * Signs heads of the audit log: a key, `file:/path` or `exec:/path` (packages/api, audit-log/signer); its public half, which a
   * program needs; who signed before; and where the last head is remembered, on another disk than the database's.
   */
  SABHA_AUDIT_SIGNER: z.string().min(1),
  SABHA_AUDIT_VERIFIER: z.string().min(1).optional(),
  SABHA_PREVIOUS_AUDIT_VERIFIERS: listShape,
  SABHA_AUDIT_MEMORY: z.string().min(1),
  /** Witnesses, each as `<address> <verifier key>`, one after the other. */
  SABHA_AUDIT_WITNESSES: listShape
    .transform(inPairs)
    .pipe(z.array(z.strictObject({ url: z.url(), verifier: z.string().min(1) }))),
  ...siemShape,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

const wholeShape = shape.refine(isServedPrivately, inTheClear);

export type WorkerEnv = Readonly<z.infer<typeof shape>>;

/** @throws Error that names each setting that is missing or wrong, never its value. */
export function workerEnv(env: NodeJS.ProcessEnv = process.env): WorkerEnv {
  const result = wholeShape.safeParse(env);
  if (result.success) return result.data;
  const wrong = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new Error(`worker settings: ${wrong}`);
}
