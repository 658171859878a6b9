'use client';
/** The room's actions over tRPC. */
import type { CallPass } from '@sabha/domain/meeting/room-contract';
import { CallRefused, type CallActions, type HostActions } from '../../call/call-actions.ts';
import { api, errorDataOf } from '../../trpc/client.ts';

export type ActionsFor = Readonly<{
  joinCode: string;
  meetingId: string;
  /** A pass that was asked for at the click on "join", while this code was still on its way. Used once. */
  firstPass?: Promise<CallPass> | undefined;
}>;

export function createCallActions({ joinCode, meetingId, firstPass }: ActionsFor): CallActions {
  let early = firstPass;
  // A refusal is heard by whoever awaits it below, which may be a moment later.
  early?.catch(() => undefined);
  return {
    async getPass() {
      const pass = early ?? api.room.pass.mutate({ joinCode });
      early = undefined;
      return answer(pass);
    },
    leave: () => done(api.room.leave.mutate({ joinCode })),
    reportRoute: (report) => answer(api.route.report.mutate({ joinCode, ...report })),
    reportRefusal: (ends) => done(api.route.refused.mutate({ joinCode, ends: [...ends] })),
    raiseHand: (raised) => done(api.room.raiseHand.mutate({ joinCode, raised })),
    acceptStage: () => done(api.room.acceptStage.mutate({ joinCode })),
    leaveStage: () => done(api.room.leaveStage.mutate({ joinCode })),
    host: hostActions(meetingId),
  };
}

function hostActions(meetingId: string): HostActions {
  return {
    subscribe(listener) {
      // The link reconnects by itself, also after the portal was away.
      const subscription = api.host.live.subscribe({ meetingId }, { onData: ({ data }) => listener(data) });
      return () => subscription.unsubscribe();
    },
    admit: (participantId) => done(api.host.admit.mutate({ meetingId, participantId })),
    deny: (participantId) => done(api.host.deny.mutate({ meetingId, participantId })),
    admitAll: () => done(api.host.admitAll.mutate({ meetingId })),
    denyAll: () => done(api.host.denyAll.mutate({ meetingId })),
    mute: (participantId, source) => done(api.host.mute.mutate({ meetingId, participantId, source })),
    muteAll: () => done(api.host.muteAll.mutate({ meetingId })),
    remove: (participantId) => done(api.host.remove.mutate({ meetingId, participantId })),
    lock: (locked) => done(api.host.lock.mutate({ meetingId, locked })),
    end: () => done(api.host.end.mutate({ meetingId })),
    inviteToStage: (participantId) => done(api.host.inviteToStage.mutate({ meetingId, participantId })),
    returnToAudience: (participantId) => done(api.host.returnToAudience.mutate({ meetingId, participantId })),
    lowerHand: (participantId) => done(api.host.lowerHand.mutate({ meetingId, participantId })),
  };
}

async function done(work: Promise<unknown>): Promise<void> {
  await answer(work);
}

/** An answer of the portal becomes a refusal with its code; a network that failed stays what it is. */
async function answer<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const data = errorDataOf(error);
    if (data === null) throw error;
    const { reason } = data.evidence;
    throw new CallRefused(data.code, data.id, typeof reason === 'string' ? reason : null);
  }
}
