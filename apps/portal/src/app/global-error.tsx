'use client';

import '../ui/styles/portal.css';
import { useEffect, useState } from 'react';
import type { allErrorText } from '../features/site/all-error-text.ts';
import { digestOf, ErrorScreen } from '../features/site/error-screen.tsx';

/** The root layout broke, and with it whatever knew the person's language: the sentence comes in each of ours. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const [text, setText] = useState<typeof allErrorText>([]);
  useEffect(() => {
    void import('../features/site/all-error-text.ts').then((loaded) => setText(loaded.allErrorText));
  }, []);
  return (
    <html lang="en">
      <body>
        <title>{text[0]?.messages['errors.internal.title']}</title>
        <main id="main" className="grow">
          {text.map(({ locale, messages }, index) => (
            <div key={locale} lang={locale}>
              <ErrorScreen messages={messages} id={digestOf(error)} retry={retry} headingLevel={index === 0 ? 1 : 2} />
            </div>
          ))}
        </main>
      </body>
    </html>
  );
}
