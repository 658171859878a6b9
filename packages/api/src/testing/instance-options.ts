import { z } from 'zod';
import type { ProvidedInstance } from '../../../../infra/local/src/testing/provided.ts';
import type { ServiceOptions } from '../core/create-services.ts';
import { residencyOptions, residencyShape } from '../residency/settings.ts';

/** What the portal reads from its environment, read from an instance's: for the use cases without a portal. */
export function optionsOfInstance(env: ProvidedInstance['env']): Pick<ServiceOptions, 'settings' | 'livekit' | 'residency'> {
  return {
    settings: {
      publicUrl: env.PUBLIC_URL,
      sealKey: new Uint8Array(Buffer.from(env.SABHA_SEAL_KEY, 'base64')),
      livekitUrl: env.LIVEKIT_URL,
      receiptVerifier: env.SABHA_RECEIPT_VERIFIER,
      auditVerifiers: [env.SABHA_AUDIT_VERIFIER],
    },
    livekit: { apiUrl: env.LIVEKIT_API_URL, apiKey: env.LIVEKIT_API_KEY, apiSecret: env.LIVEKIT_API_SECRET },
    residency: residencyOptions({ ...z.object(residencyShape).parse(env), LIVEKIT_API_URL: env.LIVEKIT_API_URL }),
  };
}
