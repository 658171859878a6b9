/** The little of livekit-client's Room that the call's course needs. */
import { RoomEvent, isBrowserSupported, type DisconnectReason, type Room } from 'livekit-client';
import type { CallPass } from '@sabha/domain/meeting/room-contract';
import type { Fence } from './fence/guard.ts';

export type ConnectionListener = Readonly<{
  lost(reason: DisconnectReason | undefined): void;
  mending(): void;
  mended(): void;
}>;

export interface Connection {
  isSupported(): boolean;
  /** Settles when sound and picture can flow; leaves any earlier connection first, and its tracks running. */
  connect(pass: CallPass): Promise<void>;
  /** Leaves without a word to the listener. */
  disconnect(): Promise<void>;
  listen(listener: ConnectionListener): () => void;
}

export function roomConnection(room: Room, fence: Pick<Fence, 'keepWithin'>): Connection {
  // The room says Disconnected also for what we asked for, and while a first connection fails; only an established one is lost.
  let established = false;
  const disconnect = async () => {
    established = false;
    await room.disconnect(false);
  };
  return {
    isSupported: isBrowserSupported,
    async connect(pass) {
      await disconnect();
      fence.keepWithin(pass.residency);
      await room.connect(pass.url, pass.token);
      established = true;
    },
    disconnect,
    listen(listener) {
      const lost = (reason?: DisconnectReason) => {
        if (!established) return;
        established = false;
        listener.lost(reason);
      };
      const mending = () => established && listener.mending();
      const mended = () => established && listener.mended();
      room.on(RoomEvent.Disconnected, lost).on(RoomEvent.Reconnecting, mending).on(RoomEvent.SignalReconnecting, mending);
      room.on(RoomEvent.Reconnected, mended);
      return () => {
        room.off(RoomEvent.Disconnected, lost).off(RoomEvent.Reconnecting, mending).off(RoomEvent.SignalReconnecting, mending);
        room.off(RoomEvent.Reconnected, mended);
      };
    },
  };
}
