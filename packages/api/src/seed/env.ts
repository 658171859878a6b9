/** The seed's settings: the one place that reads its environment. */
import { z } from 'zod';
import { sealKeyShape } from '../core/setting-shapes.ts';
import { residencyShape } from '../residency/settings.ts';

const shape = z.object({
  DATABASE_URL: z.string().min(1),
  PUBLIC_URL: z.url(),
  LIVEKIT_URL: z.string().min(1),
  LIVEKIT_API_URL: z.string().min(1),
  LIVEKIT_API_KEY: z.string().min(1),
  LIVEKIT_API_SECRET: z.string().min(1),
  SABHA_SEAL_KEY: sealKeyShape,
  SABHA_RECEIPT_VERIFIER: z.string().min(1),
  SABHA_AUDIT_VERIFIER: z.string().min(1),
  ...residencyShape,
});

/** @throws Error that names each setting that is missing, never its value. */
export function seedEnv(env: NodeJS.ProcessEnv = process.env): z.infer<typeof shape> {
  const result = shape.safeParse(env);
  if (result.success) return result.data;
  throw new Error(`seed settings: ${result.error.issues.map((issue) => issue.path.join('.')).join(', ')}`);
}
