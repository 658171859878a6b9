/** Nobody has tried as many. */
export const MOST_PARTS = 100;

/** A coordinator announces a load at most so far ahead. */
export const MOST_LEAD_SECONDS = 3600;

/** Nobody waits longer for a plan, or for what a part leaves. */
export const MOST_WAIT_SECONDS = 3600;
