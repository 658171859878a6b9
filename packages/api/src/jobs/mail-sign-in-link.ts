import { isLocale } from '@sabha/i18n/locales';
import { z } from 'zod';
import { act } from '../core/act.ts';
import { sealKeysOf, unseal } from '../core/seal.ts';
import { signInLinkMail } from '../mail/sign-in-link.ts';
import { memberByEmail } from '../sign-in/admit.ts';
import { LINK_PURPOSE } from '../sign-in/ask-for-link.ts';
import { LINK_SECONDS } from '../sign-in/token.ts';
import type { JobPayload } from './jobs.ts';
import type { JobRun } from './run.ts';

const contents = z.object({
  email: z.string(),
  token: z.string(),
  locale: z.string().transform((text) => (isLocale(text) ? text : 'en')),
  expiresAt: z.iso.datetime().transform((text) => new Date(text)),
});

/** Mails the link if its address is a member's; for all others the request ends here, where nobody can watch it. */
export async function mailSignInLink({ sealed }: JobPayload<'mail.sign_in_link'>, run: JobRun): Promise<void> {
  const { services, mail, context } = run;
  const opened = unseal(sealed, { keys: sealKeysOf(services.settings), purpose: LINK_PURPOSE });
  const { email, token, locale, expiresAt } = contents.parse(JSON.parse(opened));
  if (expiresAt <= services.clock()) return;
  const person = await memberByEmail(services.db, email);
  if (!person) {
    const detail = { method: 'mail_link', reason: 'no_membership' };
    return act(context, async ({ record }) => record({ event: 'sign_in.failed', outcome: 'refused', detail }));
  }
  const confirmUrl = `${services.settings.publicUrl}/sign-in/confirm?token=${encodeURIComponent(token)}`;
  await mail.send(person, signInLinkMail({ confirmUrl, minutes: LINK_SECONDS / 60, locale }));
  await act(context, async ({ record }) => record({ event: 'sign_in.link_sent', outcome: 'ok', subjectId: person.personId }));
}
