/** What crosses the API about routes, besides the report itself (route.ts). */
import { z } from 'zod';
import { joinCodeSchema } from '../meeting/codes.ts';

/** What a browser's own fence can meet: a server it was told to ask, an end it was told to send to, an end that it found in use. */
export const refusedEnds = ['ice_server', 'candidate', 'remote'] as const;
export type RefusedEnd = Readonly<{ what: (typeof refusedEnds)[number]; end: string }>;

/** A browser refused to go somewhere and left the call. It had no packet sent there, so there may never have been a session. */
export const clientRefusalInput = z.strictObject({
  joinCode: joinCodeSchema,
  ends: z
    .array(z.strictObject({ what: z.enum(refusedEnds), end: z.string().min(1).max(300) }))
    .min(1)
    .max(20),
});
export type ClientRefusal = z.infer<typeof clientRefusalInput>;

export type SiteName = Readonly<{ en: string; hi: string }>;

/** What the server makes of a report. Only ever less than the client hoped: nothing that it says makes a route good. */
export type RouteAnswer = Readonly<{
  /** `unknown`: it named no pair yet. `doubtful`: the two views contradict each other. `outside`: the session is put out. */
  standing: 'unknown' | 'inside' | 'doubtful' | 'outside';
  siteName: SiteName | null;
  relayed: boolean;
}>;
