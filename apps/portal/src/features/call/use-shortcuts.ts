import { useEffect, useRef } from 'react';
import { commandFor, type ShortcutCommand } from '../../call/shortcuts.ts';

/** Calls `act` for a single-key shortcut anywhere on the page, except where somebody types or a dialog is open. */
export function useShortcuts(isOn: boolean, act: (command: ShortcutCommand) => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      const { code, repeat, ctrlKey, altKey, metaKey, target } = event;
      const isTyping = event.isComposing || takesText(target) || document.querySelector('dialog[open]') !== null;
      const command = commandFor({ code, repeat, ctrlKey, altKey, metaKey, isTyping });
      if (command === null) return;
      event.preventDefault();
      latest.current(command);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isOn]);
}

function takesText(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}
