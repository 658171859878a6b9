import { auditLogRouter } from './audit-log/router.ts';
import { callRouter } from './call/router.ts';
import { createCallerFactory, router } from './core/trpc.ts';
import { doorRouter } from './door/router.ts';
import { hostRouter } from './host/router.ts';
import { incidentRouter } from './incident/router.ts';
import { joinRouter } from './join/router.ts';
import { meRouter } from './me/router.ts';
import { meetingRouter } from './meeting/router.ts';
import { organisationRouter } from './organisation/router.ts';
import { privacyRouter } from './privacy/router.ts';
import { receiptRouter } from './receipt/router.ts';
import { routeRouter } from './route/router.ts';
import { statusRouter } from './status/router.ts';
import { webinarRouter } from './webinar/router.ts';

export const appRouter = router({
  me: meRouter,
  organisation: organisationRouter,
  meeting: meetingRouter,
  join: joinRouter,
  door: doorRouter,
  // The call's procedures: tRPC keeps the word `call` for itself.
  room: callRouter,
  host: hostRouter,
  receipt: receiptRouter,
  auditLog: auditLogRouter,
  privacy: privacyRouter,
  incident: incidentRouter,
  route: routeRouter,
  status: statusRouter,
  webinar: webinarRouter,
});
export type AppRouter = typeof appRouter;
export const createCaller = createCallerFactory(appRouter);
