/**
 * What server.ts tells the rest of the portal about a request. It overwrites both on every request, so a client's own
 * header of that name never gets through.
 */
export const REQUEST_ID_HEADER = 'x-request-id';
export const ADDRESS_HEADER = 'x-sabha-address';
