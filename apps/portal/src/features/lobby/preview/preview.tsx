'use client';

import Mic from 'lucide-react/icons/mic';
import MicOff from 'lucide-react/icons/mic-off';
import Video from 'lucide-react/icons/video';
import VideoOff from 'lucide-react/icons/video-off';
import { useSyncExternalStore } from 'react';
import { Button } from '../../../ui/button.tsx';
import { SelectField } from '../../../ui/field.tsx';
import type { LobbyText } from '../lobby-text.ts';
import { LevelMeter } from './level-meter.tsx';
import type { PreviewDevices, PreviewState, Source } from './preview-devices.ts';
import { ProblemNotices } from './problem-notice.tsx';
import { SelfView } from './self-view.tsx';

type PreviewProps = { devices: PreviewDevices; name: string; t: LobbyText };

/** What the others will see and hear, and the choice of what to turn on. */
export function Preview({ devices, name, t }: PreviewProps) {
  const state = useSyncExternalStore(devices.state.subscribe, devices.state.get, devices.state.get);
  return (
    <section aria-label={t('door.preview.title')} data-focus-scope="" className="space-y-4">
      <SelfView camera={state.camera} name={name} t={t} />
      <div className="grid gap-3 sm:grid-cols-2">
        <Toggle source="microphone" {...{ state, devices, t }} />
        <Toggle source="camera" {...{ state, devices, t }} />
      </div>
      {state.microphone.kind === 'on' && (
        <LevelMeter
          track={state.microphone.track}
          label={t('door.preview.level')}
          speak={t('door.preview.speak')}
          heard={t('door.preview.heard')}
        />
      )}
      <ProblemNotices state={state} devices={devices} t={t} />
      <div className="grid gap-4 sm:grid-cols-2">
        <DeviceChoice source="microphone" {...{ state, devices, t }} />
        <DeviceChoice source="camera" {...{ state, devices, t }} />
      </div>
    </section>
  );
}

type PartProps = { source: Source; state: PreviewState; devices: PreviewDevices; t: LobbyText };

const icons = { camera: [Video, VideoOff], microphone: [Mic, MicOff] } as const;

function Toggle({ source, state, devices, t }: PartProps) {
  const { kind } = state[source];
  const isOn = kind === 'on';
  const Icon = icons[source][isOn ? 0 : 1];
  return (
    <Button
      data-focus-home=""
      look={isOn ? 'secondary' : 'primary'}
      aria-disabled={kind === 'asking'}
      onClick={() => void (kind === 'asking' || devices.turn(source, !isOn))}
      icon={<Icon size={20} />}
    >
      {t(isOn ? `door.preview.${source}.off` : `door.preview.${source}.on`)}
    </Button>
  );
}

/** Only where there is something to choose. */
function DeviceChoice({ source, state, devices, t }: PartProps) {
  const list = source === 'camera' ? state.cameras : state.microphones;
  const current = state[source];
  if (list.length < 2) return null;
  const chosen = current.kind === 'on' ? current.track.getSettings().deviceId : undefined;
  return (
    <SelectField
      id={`device-${source}`}
      label={t(`door.preview.${source}`)}
      value={chosen ?? list[0]?.deviceId ?? ''}
      onChange={(event) => void devices.choose(source, event.currentTarget.value)}
      options={list.map(({ deviceId, label }, index) => ({
        value: deviceId,
        label: label === '' ? `${t(`door.preview.${source}`)} ${index + 1}` : label,
      }))}
    />
  );
}
