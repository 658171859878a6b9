/** Makes what a migration needs and cannot make itself: the two roles and the database. For a superuser, once per cluster. */
import postgres from 'postgres';

export type Provision = Readonly<{ superuserUrl: string; database: string; ownerPassword: string; appPassword: string }>;

/** Idempotent: passwords are set anew each time. Throws what PostgreSQL says when the URL is no superuser's. */
export async function provision(options: Provision): Promise<void> {
  const sql = postgres(options.superuserUrl, { max: 1, onnotice: () => undefined });
  try {
    await role(sql, 'sabha_owner', options.ownerPassword);
    await role(sql, 'sabha_app', options.appPassword);
    const [found] = await sql`SELECT 1 FROM pg_database WHERE datname = ${options.database}`;
    if (!found)
      await sql.unsafe(`CREATE DATABASE ${identifier(options.database)} OWNER sabha_owner ENCODING 'UTF8' TEMPLATE template0`);
    await sql.unsafe(`REVOKE ALL ON DATABASE ${identifier(options.database)} FROM PUBLIC`);
    await sql.unsafe(`GRANT CONNECT ON DATABASE ${identifier(options.database)} TO sabha_app`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function role(sql: postgres.Sql, name: 'sabha_owner' | 'sabha_app', password: string): Promise<void> {
  // CREATE ROLE takes no bind parameters: PostgreSQL's own format() quotes the name and the password.
  const [found] = await sql`SELECT 1 FROM pg_roles WHERE rolname = ${name}`;
  const verb = found ? 'ALTER' : 'CREATE';
  const [row] = await sql<{ text: string }[]>`
    SELECT format('%s ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD %L',
      ${verb}::text, ${name}::text, ${password}::text) AS text`;
  if (!row) throw new Error('format() answered nothing');
  await sql.unsafe(row.text);
}

function identifier(name: string): string {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name)) throw new RangeError(`not a plain database name: ${name}`);
  return `"${name}"`;
}
