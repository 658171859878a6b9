'use client';

import type { DoorView } from '@sabha/domain/meeting/room-contract';
import type { KeyOf, Messages } from '@sabha/i18n/keys';
import type { Locale } from '@sabha/i18n/locales';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { recallCall } from '../../call/resume.ts';
import { api } from '../../trpc/client.ts';
import { useKeptFocus } from '../../ui/keep-focus.ts';
import { CallBegun, type Begun } from './call-begun.tsx';
import { firstStep, isSilent, lobbyStep, whyOut } from './lobby-step.ts';
import { recallChoice, rememberChoice, type LobbyChoice } from './lobby-memory.ts';
import { lobbyText, type LobbyMessages } from './lobby-text.ts';
import { Lobby } from './lobby.tsx';
import { OutScreen } from './out-screen.tsx';
import { PreviewDevices } from './preview/preview-devices.ts';
import { useCallCode } from './use-call-code.ts';
import { useDoor } from './use-door.ts';

export type RoomIslandProps = {
  /** As the page's address has it. */
  joinCode: string;
  door: DoorView;
  locale: Locale;
  messages: LobbyMessages;
  callMessages: Messages<KeyOf<'call'>>;
  /** The planned time, in the meeting's zone and the reader's language. */
  when: string;
  /** Stands over the lobby, and goes when the call takes the window. */
  header: ReactNode;
};

const tabStorage = () => sessionStorage;

/** A camera opens in a second or two; a question that nobody answers must not keep them out. */
const PATIENCE_MS = 3000;
const afterPatience = () => new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));

/** Not there on the server, nor where the page did not come over HTTPS, whatever the types say. */
function mediaDevices(): MediaDevices | undefined {
  const browser: Partial<Navigator> = typeof navigator === 'undefined' ? {} : navigator;
  return browser.mediaDevices;
}

/** Preview, then the waiting room, then the call: one page, so that nothing that was allowed is asked again. */
export function RoomIsland({ joinCode, door: initial, locale, messages, callMessages, when, header }: RoomIslandProps) {
  const t = lobbyText(messages);
  const { door, isOffline, refusal } = useDoor(joinCode, initial);
  const code = useCallCode();
  const [devices] = useState(() => new PreviewDevices(mediaDevices()));
  const [isGoingOn, setIsGoingOn] = useState(false);
  const [begun, setBegun] = useState<Begun | null>(null);
  const [ready, setReady] = useState<LobbyChoice | 'unknown' | null>('unknown');

  useEffect(() => {
    const resumed = recallCall(tabStorage, joinCode);
    const recalled = resumed ?? recallChoice(tabStorage, joinCode);
    setReady(recalled);
    // A reload in mid-call goes straight back; the call opens its own devices.
    const isBack = resumed !== null && lobbyStep({ door: initial, isReady: true, wasInCall: false }) === 'call';
    if (isBack) setBegun({ devices: resumed });
    else if (!isSilent(initial)) void devices.start(recalled ?? { camera: true, microphone: true });
  }, [devices, initial, joinCode]);
  useEffect(() => () => devices.stop(), [devices]);
  const main = useRef<HTMLElement>(null);
  useKeptFocus(main);

  const isReady = ready !== null && ready !== 'unknown';
  const step = ready === 'unknown' ? firstStep(initial) : lobbyStep({ door, refusal, isReady, wasInCall: begun !== null });

  useEffect(() => {
    if (step !== 'call' || begun !== null) return;
    // Asked for while the call's code may still be on its way.
    const firstPass = api.room.pass.mutate({ joinCode });
    firstPass.catch(() => undefined);
    setBegun({ devices: isSilent(door) ? { camera: false, microphone: false } : devices.handOver(), firstPass });
  }, [step, begun, devices, door, joinCode]);

  const goOn = async () => {
    setIsGoingOn(true);
    await Promise.race([devices.settled(), afterPatience()]);
    const { camera, microphone } = devices.state.get();
    const choice = { camera: camera.kind === 'on', microphone: microphone.kind === 'on' };
    rememberChoice(tabStorage, joinCode, choice);
    setReady(choice);
  };

  if (begun !== null && code !== null) {
    return <CallBegun {...{ code, begun, joinCode, door, locale }} messages={callMessages} />;
  }
  return (
    <>
      {header}
      <main
        ref={main}
        id="main"
        tabIndex={-1}
        data-focus-scope=""
        className="mx-auto w-full max-w-page grow px-4 py-6 sm:px-6 sm:py-10"
      >
        {step === 'out' ? (
          <OutScreen code={refusal ?? whyOut(door)} joinCode={joinCode} t={t} />
        ) : (
          <Lobby
            {...{ door, devices, isOffline, when, t }}
            step={step}
            isSettled={ready !== 'unknown'}
            isGoingOn={isGoingOn}
            onGoOn={() => void goOn()}
          />
        )}
      </main>
    </>
  );
}
