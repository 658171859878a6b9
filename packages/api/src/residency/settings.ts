/** What portal, worker and seed read from their environment about residency: one shape for the three `env.ts`. */
import type { NodeSettings } from '@sabha/media/settings';
import { z } from 'zod';
import type { PolicySource } from './load-policy.ts';

const list = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter((item) => item !== ''));

export const residencyShape = {
  /** residency.yaml, with its signed note beside it. */
  SABHA_RESIDENCY_POLICY: z.string().min(1),
  /** Verifier keys of those who may sign it. */
  SABHA_RESIDENCY_VERIFIER: list.refine((keys) => keys.length > 0, { error: 'names no verifier key' }),
  /** The Redis that the media server's nodes share: then they are known by their own registry. */
  LIVEKIT_REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  /** Of a media server alone: its metrics, its media addresses (else the host it is called by), its region (else its site's). */
  LIVEKIT_METRICS_URL: z.url({ protocol: /^https?$/ }).optional(),
  LIVEKIT_NODE_ADDRESSES: list,
  LIVEKIT_NODE_REGION: z.string().min(1).optional(),
};

type ResidencyEnv = z.infer<z.ZodObject<typeof residencyShape>> & Readonly<{ LIVEKIT_API_URL: string }>;
export type ResidencyOptions = Readonly<{ policy: PolicySource; nodes: NodeSettings }>;

/** @throws Error when the nodes cannot be known at all. */
export function residencyOptions(env: ResidencyEnv): ResidencyOptions {
  const policy = { file: env.SABHA_RESIDENCY_POLICY, verifiers: env.SABHA_RESIDENCY_VERIFIER };
  if (env.LIVEKIT_REDIS_URL !== undefined) return { policy, nodes: { redisUrl: env.LIVEKIT_REDIS_URL } };
  const metricsUrl = env.LIVEKIT_METRICS_URL;
  if (metricsUrl === undefined)
    throw new Error('LIVEKIT_REDIS_URL or LIVEKIT_METRICS_URL: without either nobody knows which media nodes there are');
  const named = env.LIVEKIT_NODE_ADDRESSES;
  const addresses = named.length > 0 ? named : [new URL(env.LIVEKIT_API_URL).hostname];
  return { policy, nodes: { metricsUrl, addresses, region: env.LIVEKIT_NODE_REGION ?? null } };
}
