import { codeFromBytes, PASSCODE_SYMBOLS } from '@sabha/domain/meeting/codes';
import { seal, sealKeysOf, unseal } from '../core/seal.ts';
import type { Services } from '../core/services.ts';

/** A fresh passcode, sealed for the meeting of that join code: moved to another row it opens nothing. */
export function sealNewPasscode({ random, settings }: Pick<Services, 'random' | 'settings'>, joinCode: string): string {
  const passcode = codeFromBytes(random(PASSCODE_SYMBOLS), PASSCODE_SYMBOLS);
  return seal(passcode, { keys: sealKeysOf(settings), purpose: purposeOf(joinCode), random });
}

/** Its symbols without separators. */
export function openPasscode(
  { settings }: Pick<Services, 'settings'>,
  meeting: Readonly<{ joinCode: string; sealedPasscode: string }>,
): string {
  return unseal(meeting.sealedPasscode, { keys: sealKeysOf(settings), purpose: purposeOf(meeting.joinCode) });
}

const purposeOf = (joinCode: string) => `passcode:${joinCode}`;
