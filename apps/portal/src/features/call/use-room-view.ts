import { useCallback, useState } from 'react';
import type { Layout } from './stage.tsx';

export type Panel = 'chat' | 'people';
export type RoomDialog =
  | Readonly<{ kind: 'devices' | 'route' | 'shortcuts' | 'leave' | 'end' | 'deny_all' }>
  | Readonly<{ kind: 'remove'; participantId: string; name: string }>;

/** What this person looks at; nothing of it leaves the page. */
export type RoomView = Readonly<{
  panel: Panel | null;
  layout: Layout;
  soundOnly: boolean;
  shortcuts: boolean;
  dialog: RoomDialog | null;
}>;

const SHORTCUTS_OFF = 'sabha-call-shortcuts-off';

export function useRoomView() {
  const [view, setView] = useState<RoomView>(() => ({
    panel: null,
    layout: 'grid',
    soundOnly: false,
    shortcuts: localStorage.getItem(SHORTCUTS_OFF) === null,
    dialog: null,
  }));
  const change = useCallback((part: Partial<RoomView>) => {
    if (part.shortcuts === true) localStorage.removeItem(SHORTCUTS_OFF);
    if (part.shortcuts === false) localStorage.setItem(SHORTCUTS_OFF, '1');
    setView((now) => ({ ...now, ...part }));
  }, []);
  return { view, change };
}
