import type { DoorView } from '@sabha/domain/meeting/room-contract';
import { useEffect, useState } from 'react';
import { api } from '../../trpc/client.ts';
import { followDoor, type LiveDoor } from './live-door.ts';

/** How the person stands at the door, pushed on every change; starts with what the page was made from. */
export function useDoor(joinCode: string, initial: DoorView): LiveDoor {
  const [live, setLive] = useState<LiveDoor>({ door: initial, isOffline: false, refusal: null });
  useEffect(() => followDoor((listener) => api.door.live.subscribe({ joinCode }, listener), setLive, Math.random), [joinCode]);
  return live;
}
