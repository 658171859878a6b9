/** Fills an instance with the demo ministry. Run by `npm start` after the migration, with the application's own rights. */
import { createLog } from '../core/log.ts';
import { createServices } from '../core/create-services.ts';
import { residencyOptions } from '../residency/settings.ts';
import { seedEnv } from './env.ts';
import { seed } from './seed.ts';

const env = seedEnv();
const log = createLog({ level: 'info', name: 'seed' });
const { services, close } = await createServices({
  databaseUrl: env.DATABASE_URL,
  pool: 2,
  settings: {
    publicUrl: env.PUBLIC_URL,
    sealKey: env.SABHA_SEAL_KEY,
    livekitUrl: env.LIVEKIT_URL,
    receiptVerifier: env.SABHA_RECEIPT_VERIFIER,
    auditVerifiers: [env.SABHA_AUDIT_VERIFIER],
  },
  livekit: { apiUrl: env.LIVEKIT_API_URL, apiKey: env.LIVEKIT_API_KEY, apiSecret: env.LIVEKIT_API_SECRET },
  residency: residencyOptions(env),
  log,
});
try {
  const made = await seed(services);
  log.info({ made }, made.length > 0 ? 'seeded' : 'nothing to seed');
} finally {
  await close();
}
