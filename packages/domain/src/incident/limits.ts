/** How long a text of a report may be: pages; who can be reached, and CERT-In's number, are short. */
export const MOST_TEXT = 8_000;
export const MOST_CONTACT = 1_000;
export const MOST_REFERENCE = 80;
