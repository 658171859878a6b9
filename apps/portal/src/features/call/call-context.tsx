'use client';

import { createContext, useContext } from 'react';
import type { DoorView, HostView } from '@sabha/domain/meeting/room-contract';
import type { KeyOf, PlainKey, Translate } from '@sabha/i18n/keys';
import type { Locale } from '@sabha/i18n/locales';
import type { CallActions } from '../../call/call-actions.ts';
import type { CourseState } from '../../call/call-course.ts';
import type { CallSession } from '../../call/call-session.ts';

export type CallKey = KeyOf<'call'> & PlainKey;
export type CallText = Translate<CallKey>;

/** What every part of the room may need. */
export type Call = Readonly<{
  session: CallSession;
  course: CourseState;
  door: DoorView;
  actions: CallActions;
  /** Null for everybody who does not host, and until the first picture has come. */
  host: HostView | null;
  isHost: boolean;
  t: CallText;
  locale: Locale;
  /** Does something that may fail; a failure is told in one sentence, and the page stays as it is. */
  run(work: () => Promise<unknown>): Promise<void>;
}>;

export const CallContext = createContext<Call | null>(null);

export function useCall(): Call {
  const call = useContext(CallContext);
  if (call === null) throw new Error('outside of a call');
  return call;
}
