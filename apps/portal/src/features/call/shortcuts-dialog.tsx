'use client';

import { shortcutKeys, type ShortcutCommand } from '../../call/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useCall } from './call-context.tsx';

type ShortcutsDialogProps = { isOn: boolean; onSwitch: (isOn: boolean) => void; onClose: () => void };

export function ShortcutsDialog({ isOn, onSwitch, onClose }: ShortcutsDialogProps) {
  const { t } = useCall();
  return (
    <Dialog open onClose={onClose} title={t('call.shortcuts')} actions={<Button onClick={onClose}>{t('call.done')}</Button>}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2">
        {(Object.entries(shortcutKeys) as [ShortcutCommand, string][]).map(([command, key]) => (
          <div key={command} className="contents">
            <dt>
              <kbd className="inline-flex size-8 items-center justify-center rounded-md border border-edge font-mono">{key}</kbd>
            </dt>
            <dd>{t(`call.shortcut.${command}`)}</dd>
          </div>
        ))}
      </dl>
      <Checkbox
        id="call-shortcuts"
        label={t('call.shortcutsOn')}
        hint={t('call.shortcutsHint')}
        checked={isOn}
        onChange={(event) => onSwitch(event.target.checked)}
      />
    </Dialog>
  );
}
