import postgres from 'postgres';

/** Bytes on disk of everything in the database, indexes and free space included. */
export async function databaseBytes(url: string): Promise<number> {
  const sql = postgres(url, { max: 1 });
  try {
    const [row] = await sql<{ bytes: string }[]>`select pg_database_size(current_database())::text as bytes`;
    return Number(row?.bytes);
  } finally {
    await sql.end();
  }
}
