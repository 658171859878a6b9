import type { Actor } from '@sabha/domain/actor';
import type { Services } from './services.ts';

/** One request. Everything in it was established by the server; nothing is the client's word but the cookies it proved. */
export type Context = Readonly<{
  services: Services;
  actor: Actor;
  /** Goes to the response header, the log and the error page. */
  requestId: string;
  /** Network address of the client, for limits only; never stored or logged as it is. */
  address: string;
  locale: string;
  /** The secret this browser holds for a meeting, if it holds one. */
  guestSecret(joinCode: string): string | undefined;
  setGuestSecret(joinCode: string, secret: string): void;
  /** Whether this request's refusal stands in the trail; none where no request is answered. */
  trail?: Trail;
}>;

/** Written by `act` alone: so that a refusal is recorded once, wherever in the request that is done. */
export type Trail = { hasRefusal: boolean };

type SystemName = Extract<Actor, { kind: 'system' }>['name'];

/** A context for work that no request started: jobs, webhooks, the seed, a process that starts. */
export function systemContext(services: Services, name: SystemName, requestId: string): Context {
  return {
    services,
    actor: { kind: 'system', name },
    requestId,
    address: '',
    locale: 'en',
    guestSecret: () => undefined,
    setGuestSecret: () => {
      throw new Error('a system context has no browser to give a secret to');
    },
  };
}
