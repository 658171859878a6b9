import type { DoorView } from '@sabha/domain/meeting/room-contract';
import { useEffect, useState } from 'react';
import { api } from '../../trpc/client.ts';

export type LiveDoor = Readonly<{ door: DoorView; isOffline: boolean }>;

/** How the person stands at the door, pushed on every change; starts with what the page was made from. */
export function useDoor(joinCode: string, initial: DoorView): LiveDoor {
  const [live, setLive] = useState<LiveDoor>({ door: initial, isOffline: false });
  useEffect(() => {
    const subscription = api.door.live.subscribe(
      { joinCode },
      {
        onData: ({ data }) => setLive({ door: data, isOffline: false }),
        // The link connects again by itself; until it has, the person is told.
        onConnectionStateChange: ({ state, error }) =>
          setLive((before) => ({ ...before, isOffline: state === 'connecting' && error !== null })),
      },
    );
    return () => subscription.unsubscribe();
  }, [joinCode]);
  return live;
}
