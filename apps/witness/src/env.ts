/** The witness's settings: the one place that reads the environment, parsed once. */
import { z } from 'zod';

const shape = z.object({
  WITNESS_PORT: z.coerce.number().int().min(0).max(65535).default(3040),
  WITNESS_HOST: z.string().default('127.0.0.1'),
  /** `PRIVATE+KEY+...` of a cosigner (algorithm 4): its name is the witness's. */
  WITNESS_KEY: z.string().min(1),
  /** Verifier keys of the logs that it watches, with white space between them; two of one name are one log's, before and after a rotation. */
  WITNESS_LOGS: z
    .string()
    .transform((text) => text.split(/\s+/).filter((key) => key !== ''))
    .pipe(z.array(z.string()).min(1)),
  /** Where it remembers: on a disk that no log's operator can write to. */
  WITNESS_FOLDER: z.string().min(1),
});

export type WitnessEnv = Readonly<z.infer<typeof shape>>;

/** @throws Error that names each setting that is missing or wrong, never its value. */
export function witnessEnv(env: NodeJS.ProcessEnv = process.env): WitnessEnv {
  const result = shape.safeParse(env);
  if (result.success) return result.data;
  throw new Error(
    `witness settings: ${result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
  );
}
