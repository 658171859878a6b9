import { makeKeys } from '@sabha/audit/note';
import { z } from 'zod';

/** What only this host knows. Made once, kept in host/secrets.json, and handed to each program in a file of its own. */
const shape = z.strictObject({
  postgresSuperuser: z.string(),
  postgresOwner: z.string(),
  postgresApp: z.string(),
  redis: z.string(),
  /** Of those who may only read there. */
  redisReader: z.string(),
  livekit: z.string(),
  auth: z.string(),
  /** 32 bytes in base64: opens passcodes at rest. Lost, they are lost. */
  seal: z.string(),
  receiptSigner: z.string(),
  auditSigner: z.string(),
});
export type HostSecrets = Readonly<z.infer<typeof shape>>;

type Chance = (bytes: number) => Uint8Array;

/** Those that are there, and new ones for those that are not. None is ever replaced. */
export function completeSecrets(kept: unknown, { chance, host }: Readonly<{ chance: Chance; host: string }>): HostSecrets {
  const word = () => Buffer.from(chance(32)).toString('hex');
  const fresh: HostSecrets = {
    postgresSuperuser: word(),
    postgresOwner: word(),
    postgresApp: word(),
    redis: word(),
    redisReader: word(),
    livekit: word(),
    auth: word(),
    seal: Buffer.from(chance(32)).toString('base64'),
    receiptSigner: makeKeys(`${host}/receipts`, chance(32)).signer,
    auditSigner: makeKeys(`${host}/audit`, chance(32)).signer,
  };
  return shape.parse({ ...fresh, ...(kept as Partial<HostSecrets>) });
}
