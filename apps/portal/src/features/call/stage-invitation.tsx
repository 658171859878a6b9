'use client';

import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useCall } from './call-context.tsx';

/** The host asks somebody in the audience to speak. Nothing is captured before they say yes. */
export function StageInvitation() {
  const { actions, door, run, session, t } = useCall();
  const [withCamera, setWithCamera] = useState(false);
  const accept = () =>
    void run(async () => {
      session.media.choose({ microphone: true, camera: withCamera });
      await actions.acceptStage();
    });
  const decline = () => void run(() => actions.raiseHand(false));
  return (
    <Dialog
      open={door.stage === 'invited'}
      // Escape is a no, as the button is: an invitation must not stay open behind a closed dialog.
      onClose={() => door.stage === 'invited' && decline()}
      title={t('call.invitation.title')}
      actions={
        <>
          <Button look="secondary" onClick={decline}>
            {t('call.invitation.no')}
          </Button>
          <Button onClick={accept}>{t('call.invitation.yes')}</Button>
        </>
      }
    >
      <p>{t('call.invitation.text')}</p>
      <Checkbox
        id="call-invitation-camera"
        label={t('call.invitation.camera')}
        checked={withCamera}
        onChange={(event) => setWithCamera(event.target.checked)}
      />
    </Dialog>
  );
}
