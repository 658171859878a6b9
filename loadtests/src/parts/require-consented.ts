import type { CallPass } from '@sabha/domain/meeting/room-contract';
import { mayLoad, mayLoadMedia, type Consent } from '../platform/consent.ts';
import { requireAllowed, today } from '../run/consented.ts';
import { OfficialAtWork } from '../stage/official.ts';
import type { Stage } from '../stage/stage-file.ts';

/**
 * A stage that somebody hands over names a target, and need not be honest: every host that this machine would load is held to the
 * consent here again, the media servers by what the portal itself says of each meeting. @throws Refusal
 */
export async function requireConsented(stage: Stage, consent: Consent | undefined): Promise<void> {
  for (const origin of [stage.target, ...(stage.identity === null ? [] : [stage.identity.origin])])
    requireAllowed(mayLoad(new URL(origin).origin, consent, today()));
  const official = await OfficialAtWork.withCookie(stage.target, stage.officials.scheduler.cookie);
  try {
    for (const { joinCode } of [...stage.webinars, ...stage.meetings, ...stage.lobbies]) {
      const { url } = await official.mutate<CallPass>('room.pass', { joinCode });
      requireAllowed(mayLoadMedia(url, consent, today()));
    }
  } finally {
    await official.close();
  }
}
