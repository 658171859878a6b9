'use client';

import { useMediaDeviceSelect } from '@livekit/components-react';
import { supportsAudioOutputSelection } from 'livekit-client';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { useCall, type CallKey } from './call-context.tsx';
import { useRights } from './use-rights.ts';

/** Other devices, while the call goes on. Who only watches chooses the speaker alone; nothing here asks for a permission. */
export function DevicesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useCall();
  const { mayPublish } = useRights();
  return (
    <Dialog open onClose={onClose} title={t('call.devices')} actions={<Button onClick={onClose}>{t('call.done')}</Button>}>
      {mayPublish && <DeviceSelect kind="audioinput" label="call.microphone" />}
      {mayPublish && <DeviceSelect kind="videoinput" label="call.camera" />}
      {supportsAudioOutputSelection() && <DeviceSelect kind="audiooutput" label="call.speaker" />}
      <p className="text-sm text-muted">{t('call.devicesNote')}</p>
    </Dialog>
  );
}

function DeviceSelect({
  kind,
  label,
}: {
  kind: MediaDeviceKind;
  label: CallKey & ('call.microphone' | 'call.camera' | 'call.speaker');
}) {
  const { run, t } = useCall();
  const { devices, activeDeviceId, setActiveMediaDevice } = useMediaDeviceSelect({ kind, requestPermissions: false });
  // Without a permission browsers list devices without names or ids: nothing to choose from.
  const known = devices.filter(({ deviceId }) => deviceId !== '');
  const options =
    known.length === 0
      ? [{ value: '', label: t('call.defaultDevice') }]
      : known.map(({ deviceId, label: name }, index) => ({
          value: deviceId,
          label: name === '' ? t('call.deviceNumber', { number: index + 1 }) : name,
        }));
  return (
    <SelectField
      id={`call-${kind}`}
      label={t(label)}
      options={options}
      value={known.some(({ deviceId }) => deviceId === activeDeviceId) ? activeDeviceId : (options[0]?.value ?? '')}
      onChange={(event) => {
        const id = event.target.value;
        if (id !== '') void run(() => setActiveMediaDevice(id, { exact: true }));
      }}
    />
  );
}
