/** One JSON file per namespace and language; the owner of a feature owns its file in all languages. */
export const namespaces = [
  'common',
  'errors',
  'home',
  'sign-in',
  'schedule',
  'organisation',
  'door',
  'call',
  'privacy',
  'incident',
  'receipt',
  'records',
  'rules',
  'status',
  'verify',
  'webinar',
  'mail',
] as const;
export type Namespace = (typeof namespaces)[number];
