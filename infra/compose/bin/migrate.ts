/** Brings the database of a host to this version: roles and database by the superuser, the rest by the owner. Safe to run twice. */
import { migrate } from '@sabha/db/migrate';
import { provision } from '@sabha/db/provision';

const given = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
};

await provision({
  superuserUrl: given('DATABASE_SUPERUSER_URL'),
  database: given('DATABASE_NAME'),
  ownerPassword: given('DATABASE_OWNER_PASSWORD'),
  appPassword: given('DATABASE_APP_PASSWORD'),
});
await migrate(given('DATABASE_OWNER_URL'));
console.log('the database is at this version');
