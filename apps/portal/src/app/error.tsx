'use client';

import { digestOf, ErrorScreen } from '../features/site/error-screen.tsx';
import { useErrorText } from '../features/site/error-text.tsx';

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const messages = useErrorText();
  if (messages === null) throw error; // the root layout itself broke: global-error has words of its own
  return (
    <main id="main" className="grow">
      <ErrorScreen messages={messages} id={digestOf(error)} retry={retry} />
    </main>
  );
}
