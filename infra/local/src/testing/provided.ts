import type { InstanceEnvironment } from '../instance/environment.ts';
import type { Ports } from '../instance/ports.ts';

/** What the run's one instance hands to every test file; `inject('sabha')` gives it. */
export type ProvidedInstance = Readonly<{
  env: InstanceEnvironment;
  ports: Ports;
  superuserUrl: string;
  ownerPassword: string;
  appPassword: string;
}>;

/** Migrated once per run and never connected to again: a copy of it costs a tenth of a second. */
export const templateDatabase = 'sabha_template';

declare module 'vitest' {
  // Vitest asks for this very interface to be added to; a type alias cannot be.
  interface ProvidedContext {
    sabha: ProvidedInstance;
  }
}
