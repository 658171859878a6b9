'use client';

import type { Messages } from '@sabha/i18n/keys';
import { createContext, useContext, type ReactNode } from 'react';

export type ErrorMessages = Messages<
  'errors.internal.title' | 'errors.internal.next' | 'common.errorReference' | 'common.tryAgain' | 'common.backHome'
>;

const Text = createContext<ErrorMessages | null>(null);

/** An error boundary is given nothing by the server at the moment it is needed: its words are laid ready here. */
export function ErrorText({ messages, children }: { messages: ErrorMessages; children: ReactNode }) {
  return <Text value={messages}>{children}</Text>;
}

export const useErrorText = (): ErrorMessages | null => useContext(Text);
