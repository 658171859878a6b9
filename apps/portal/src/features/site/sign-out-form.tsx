import { translator } from '@sabha/i18n/translator';
import LogOut from 'lucide-react/icons/log-out';
import type { Frame } from './frame.ts';

/** Signing out is a POST: a link could be followed by anything. On a phone the sign alone, with its name for who hears it. */
export function SignOutForm({ frame }: { frame: Frame }) {
  const t = translator(frame.locale, 'common');
  if (frame.viewer === null) return null;
  return (
    <form method="post" action="/api/auth/signout">
      <input type="hidden" name="callbackUrl" value="/sign-in?signed-out" />
      <button
        type="submit"
        title={t('common.signedInAs', { name: frame.viewer.name })}
        className="inline-flex min-h-11 min-w-11 cursor-pointer items-center justify-center gap-2 rounded-md px-2 font-semibold text-on-ink hover:bg-on-ink/10"
      >
        <LogOut size={20} />
        <span className="max-sm:sr-only">{t('common.signOut')}</span>
      </button>
    </form>
  );
}
