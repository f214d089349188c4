/**
 * The seam between our SQL and a database driver, and PGlite (PostgreSQL in this process) behind it.
 *
 * A driver for a PostgreSQL server needs the same four functions. No SQL of ours is in here.
 */
import { PGlite } from '@electric-sql/pglite';

export interface Queryable {
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Several statements without parameters. */
  exec(script: string): Promise<void>;
}

export interface Database extends Queryable {
  /** All or nothing; everybody who asks meanwhile sees the state before it. */
  transaction<T>(work: (db: Queryable) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const wrap = (client: Pick<PGlite, 'query' | 'exec'>): Queryable => ({
  query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
    (await client.query<Row>(sql, [...parameters])).rows,
  exec: async (script) => void (await client.exec(script)),
});

/** Opens a folder, which is made if it is not there; without one, a database in memory. */
export async function openPglite(folder?: string): Promise<Database> {
  const client = await PGlite.create(folder);
  return {
    ...wrap(client),
    transaction: (work) => client.transaction((tx) => work(wrap(tx))),
    close: () => client.close(),
  };
}
