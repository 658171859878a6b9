/** The owner's consent as the commands ask for it. */
import { readFile } from 'node:fs/promises';
import { Refusal } from '../command/arguments.ts';
import { readConsent, type Allowance, type Consent } from '../platform/consent.ts';

export async function consentIn(file: string | undefined): Promise<Consent | undefined> {
  return file === undefined ? undefined : readConsent(await readFile(file, 'utf8'));
}

/** ISO date, UTC. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** @throws Refusal where it is not allowed */
export function requireAllowed(allowance: Allowance): void {
  if (!allowance.allowed) throw new Refusal(allowance.why);
}
