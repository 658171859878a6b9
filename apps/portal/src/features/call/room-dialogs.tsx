'use client';

import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useCall } from './call-context.tsx';
import { DevicesDialog } from './devices-dialog.tsx';
import { RouteDialog } from './route-dialog.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import type { RoomView } from './use-room-view.ts';

type RoomDialogsProps = { view: RoomView; change: (part: Partial<RoomView>) => void };

export function RoomDialogs({ view, change }: RoomDialogsProps) {
  const close = () => change({ dialog: null });
  const { dialog } = view;
  if (dialog === null) return null;
  if (dialog.kind === 'devices') return <DevicesDialog onClose={close} />;
  if (dialog.kind === 'route') return <RouteDialog onClose={close} />;
  if (dialog.kind === 'shortcuts') {
    return <ShortcutsDialog isOn={view.shortcuts} onSwitch={(shortcuts) => change({ shortcuts })} onClose={close} />;
  }
  if (dialog.kind === 'remove') return <RemoveDialog {...dialog} onClose={close} />;
  if (dialog.kind === 'deny_all') return <DenyAllDialog onClose={close} />;
  return <LeaveDialog onlyEnd={dialog.kind === 'end'} onClose={close} />;
}

function RemoveDialog({ participantId, name, onClose }: { participantId: string; name: string; onClose: () => void }) {
  const { actions, run, t } = useCall();
  const remove = () => {
    onClose();
    void run(() => actions.host.remove(participantId));
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('call.removeDialog.title', { name })}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            {t('call.cancel')}
          </Button>
          <Button look="danger" onClick={remove}>
            {t('call.remove')}
          </Button>
        </>
      }
    >
      <p>{t('call.removeDialog.text')}</p>
    </Dialog>
  );
}

/** Asked again, for it cannot be taken back, and it stands beside the button that lets all in. */
function DenyAllDialog({ onClose }: { onClose: () => void }) {
  const { actions, host, run, t } = useCall();
  const denyAll = () => {
    onClose();
    void run(() => actions.host.denyAll());
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('call.denyAllDialog.title', { count: host?.totals.waiting ?? 0 })}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            {t('call.cancel')}
          </Button>
          <Button look="danger" onClick={denyAll}>
            {t('call.denyAll')}
          </Button>
        </>
      }
    >
      <p>{t('call.denyAllDialog.text')}</p>
    </Dialog>
  );
}

/** A host who only leaves lets the meeting go on; ending it is another button, never the nearest one. */
function LeaveDialog({ onlyEnd, onClose }: { onlyEnd: boolean; onClose: () => void }) {
  const { actions, run, session, t } = useCall();
  const end = () => {
    onClose();
    void run(() => actions.host.end());
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(onlyEnd ? 'call.endDialog.title' : 'call.leaveDialog.title')}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            {t('call.cancel')}
          </Button>
          {!onlyEnd && (
            <Button look="secondary" onClick={() => void session.course.leave()}>
              {t('call.leaveDialog.leave')}
            </Button>
          )}
          <Button look="danger" onClick={end}>
            {t('call.endForAll')}
          </Button>
        </>
      }
    >
      <p>{t(onlyEnd ? 'call.endDialog.text' : 'call.leaveDialog.text')}</p>
    </Dialog>
  );
}
