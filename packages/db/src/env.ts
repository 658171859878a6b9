/** The one setting of the migration. Neither portal nor worker is ever given it. */
// eslint-disable-next-line no-restricted-syntax -- db is no app, but its migration is a command of its own
export function ownerUrl(env: NodeJS.ProcessEnv = process.env): string {
  const url = env['DATABASE_OWNER_URL'];
  if (url === undefined || url === '') throw new Error('DATABASE_OWNER_URL is not set');
  return url;
}
