import 'server-only';
/** The use cases, called without HTTP by what lies in `src/app`. Same procedures, same policy, same errors. */
import { createCaller } from '@sabha/api/root';
import { cache } from 'react';
import { createContext } from './context.ts';
import { surfaceOfNext } from './surface-of-next.ts';

/** The context of the request that is being answered; made once for all components of a page. */
export const requestContext = cache(async () => createContext(await surfaceOfNext()));

/** `const server = await serverApi(); await server.meeting.get({ meetingId })`. */
export const serverApi = cache(async () => createCaller(await requestContext()));
