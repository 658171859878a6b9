'use client';

import type { Locale } from '@sabha/i18n/locales';
import { plain } from '@sabha/i18n/plain';
import { type SyntheticEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { textIn } from '../site/form-text.ts';
import { browserPrimitives, scripted } from './browser-crypto.ts';
import { checkProofFile, MOST_BYTES, type Outcome } from './check.ts';
import { Verdict } from './verdict.tsx';
import type { VerifyMessages } from './verify-messages.ts';

type VerifyFormProps = { locale: Locale; messages: VerifyMessages; logKeys: string };

type State =
  | Readonly<{ kind: 'idle' | 'no_file' }>
  | Readonly<{ kind: 'working'; done: number; all: number }>
  | Readonly<{ kind: 'told'; outcome: Outcome }>;

/** Reads a file, checks it here, and says what was found. It asks the network for nothing. */
export function VerifyForm({ locale, messages, logKeys }: VerifyFormProps) {
  const t = plain(messages);
  const [state, setState] = useState<State>({ kind: 'idle' });
  const check = async (data: FormData) => {
    const file = data.get('file');
    if (!(file instanceof File) || file.name === '') {
      setState({ kind: 'no_file' });
      return;
    }
    setState({ kind: 'working', done: 0, all: 0 });
    const outcome = await outcomeOf(file, data, (done, all) => setState({ kind: 'working', done, all }));
    setState({ kind: 'told', outcome });
  };
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    void check(new FormData(event.currentTarget));
  };
  return (
    <div className="space-y-8">
      <Card>
        <form onSubmit={submit} className="space-y-5" noValidate>
          <TextField
            id="file"
            type="file"
            label={t('verify.file')}
            hint={t('verify.fileHint')}
            error={state.kind === 'no_file' ? t('verify.noFile') : undefined}
            accept="application/json,.json,.txt,.proof"
          />
          <TextArea
            id="keys"
            label={t('verify.keys')}
            hint={t('verify.keysHint')}
            defaultValue={logKeys}
            rows={2}
            spellCheck={false}
            className="font-mono text-sm break-all"
          />
          <TextArea
            id="witnesses"
            label={t('verify.witnesses')}
            optional={t('verify.optional')}
            hint={t('verify.witnessesHint')}
            rows={2}
            spellCheck={false}
            className="font-mono text-sm break-all"
          />
          <Button type="submit" disabled={state.kind === 'working'}>
            {t('verify.check')}
          </Button>
        </form>
      </Card>
      <div role="status">
        {state.kind === 'working' && (
          <p>{t('verify.working', { done: String(state.done), all: state.all === 0 ? '…' : String(state.all) })}</p>
        )}
        {state.kind === 'told' && <Verdict locale={locale} messages={messages} outcome={state.outcome} />}
      </div>
    </div>
  );
}

async function outcomeOf(file: File, data: FormData, told: (done: number, all: number) => void): Promise<Outcome> {
  if (file.size > MOST_BYTES) return { kind: 'fails', fault: 'too_large', at: null, of: 0, value: null };
  // A page that is opened in the clear from another machine has no `crypto.subtle`, whatever its type says.
  const { subtle } = globalThis.crypto as Readonly<{ subtle?: SubtleCrypto }>;
  const asked = { text: await file.text(), keys: textIn(data, 'keys'), witnesses: textIn(data, 'witnesses') };
  return checkProofFile(asked, (await browserPrimitives(subtle)) ?? scripted, told);
}
