/**
 * One SQL database for a whole test file, emptied instead of opened anew: opening takes seconds. It is PGlite in memory,
 * or, in the lane `postgres`, a database of its own on the server that the lane has started.
 */
import { fixedData } from '../../demo/server/data/fixed.ts';
import type { Dataset, Repository } from '../../demo/server/repository.ts';
import type { Database } from '../../demo/server/sql/database.ts';
import { fill } from '../../demo/server/sql/fill.ts';
import { migrate } from '../../demo/server/sql/migrate.ts';
import { openPglite } from '../../demo/server/sql/pglite.ts';
import { connectPostgres, SCHEMA } from '../../demo/server/sql/postgres.ts';
import { sqlRepository } from '../../demo/server/sql/repository.ts';
import { type Isolation, postgresAt } from './postgres.ts';

/** What the lane says of its server. */
const { POSTGRES_FOR_TESTS: server, ISOLATION_FOR_TESTS: isolation } = process.env;

export const isOnPostgres = server !== undefined;

/** Tests share the machine with each other. */
const PATIENT = { connections: 10, waitMs: 60_000, statementMs: 0 };

async function onServer(address: string) {
  const url = await postgresAt(address).create(`test_${process.pid}`, isolation as Isolation | undefined);
  const database = connectPostgres(url, PATIENT);
  await database.exec(`create schema ${SCHEMA}`);
  return database;
}

const opened = (async () => {
  const database = await (server === undefined ? openPglite() : onServer(server));
  await migrate(database);
  return database;
})();

/** A database with exactly this data. The one from before must not be used any more. */
export async function freshDatabase(data: Dataset = fixedData()): Promise<Database> {
  const database = await opened;
  const tables = await database.query<{ name: string }>(
    `select tablename as name from pg_catalog.pg_tables
     where schemaname = current_schema and tablename not in ('migration', 'event_log')`,
  );
  await database.exec(`truncate ${tables.map(({ name }) => name).join()}`);
  await fill(database, () => data);
  await settled();
  return database;
}

/**
 * Resolves when the log has come to everything that has been done. It stops at transactions that are still running, and
 * on a server those of other tests count as well.
 */
export async function settled(): Promise<void> {
  if (!isOnPostgres) return;
  const database = await opened;
  const passed = async (transaction: string) => {
    const sql = 'select pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 as yes';
    return (await database.query<{ yes: boolean }>(sql, [transaction]))[0]!.yes;
  };
  const [last] = await database.query<{ xid: string }>(
    'select pg_snapshot_xmax(pg_current_snapshot())::text as xid',
  );
  while (!(await passed(last!.xid)));
}

/** A repository with exactly this data. The one from before must not be used any more. */
export async function freshSqlRepository(data?: Dataset): Promise<Repository> {
  return sqlRepository(await freshDatabase(data));
}

export const closeSql = async () => (await opened).close();
