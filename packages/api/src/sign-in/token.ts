/** Unused for so long, a session is over; used or not, it is after a week: a stolen cookie does not live by being used. */
export const SESSION_SECONDS = 12 * 60 * 60;
const SESSION_MAX_SECONDS = 7 * 24 * 60 * 60;

/** What `findSession` and `isSessionAlive` ask for at this moment. */
export const aliveAt = (now: Date) => ({ now, bornAfter: new Date(now.getTime() - SESSION_MAX_SECONDS * 1000) });

export const LINK_SECONDS = 10 * 60;
