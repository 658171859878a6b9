import { translator } from '@sabha/i18n/translator';
import ArrowRight from 'lucide-react/icons/arrow-right';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import type { Frame } from '../site/frame.ts';

/** A plain GET form: /join turns what was typed into the address of a door. */
export function JoinByCode({ frame, refused }: { frame: Frame; refused: boolean }) {
  const t = translator(frame.locale, 'home');
  return (
    <section aria-labelledby="join-title" className="self-start rounded-lg bg-surface p-6 text-text shadow-card">
      <h2 id="join-title" className="pb-4 text-xl">
        {t('home.join.title')}
      </h2>
      <form action="/join" method="get" className="space-y-5">
        <TextField
          id="code"
          label={t('home.join.code')}
          hint={t('home.join.hint')}
          error={refused ? t('home.join.refused') : undefined}
          required
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={200}
          className="font-mono text-lg tracking-wider"
        />
        <Button type="submit" wide>
          {t('home.join.submit')}
          <ArrowRight size={20} />
        </Button>
      </form>
    </section>
  );
}
