'use client';

import type { CallPass, DoorView } from '@sabha/domain/meeting/room-contract';
import type { KeyOf, Messages } from '@sabha/i18n/keys';
import type { Locale } from '@sabha/i18n/locales';
import { useState } from 'react';
import type { DeviceChoices } from '../../call/room-options.ts';
import type { CallCode } from './use-call-code.ts';

export type Begun = Readonly<{ devices: DeviceChoices; firstPass?: Promise<CallPass> | undefined }>;

type CallBegunProps = {
  code: CallCode;
  begun: Begun;
  joinCode: string;
  door: DoorView;
  locale: Locale;
  messages: Messages<KeyOf<'call'>>;
};

/** Makes the room's actions once, with the pass that is already on its way. */
export function CallBegun({ code: { CallRoom, createCallActions }, begun, joinCode, door, locale, messages }: CallBegunProps) {
  const [actions] = useState(() =>
    createCallActions({ joinCode, meetingId: door.meeting.meetingId, firstPass: begun.firstPass }),
  );
  return (
    <CallRoom joinCode={joinCode} door={door} locale={locale} messages={messages} devices={begun.devices} actions={actions} />
  );
}
