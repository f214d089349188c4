/**
 * Opens the database that `DATABASE_URL` names, on a PostgreSQL server: brings it up to date and fills it where it is
 * empty, then hands over a pool of connections. Several processes may do so at once.
 */
import { type Repository, Unavailable } from './repository.ts';
import { CannotStart } from './settings.ts';
import type { Database } from './sql/database.ts';
import { addressOf, connectPostgres, PREPARING, SCHEMA } from './sql/postgres.ts';
import { prepare } from './sql/prepare.ts';
import { sqlRepository } from './sql/repository.ts';
import { retrying } from './sql/retry.ts';

/**
 * `fresh` throws away the schema `crm_followers` with everything in it, and nothing else. What is deleted or made is
 * said to `tell`.
 * @throws CannotStart when the database can't be used, with the reason in a sentence that holds no password
 */
export async function openPostgres(
  url: string,
  fresh = false,
  tell = (_sentence: string) => {},
): Promise<Repository> {
  const address = read(url);
  const database = retrying(connectPostgres(url, PREPARING));
  try {
    if (fresh && (await hasSchema(database))) {
      const { database: name, server } = address;
      tell(`Deleting the schema ${SCHEMA} in the database ${name} on ${server}, with everything in it …`);
      await database.exec(`drop schema if exists ${SCHEMA} cascade`);
    }
    // Not even tried where somebody has made it: who may use a schema may not make one everywhere.
    if (!(await hasSchema(database))) await database.exec(`create schema if not exists ${SCHEMA}`);
    await prepare(database, tell);
  } catch (error) {
    throw explained(error, address);
  } finally {
    await database.close();
  }
  return sqlRepository(connectPostgres(url));
}

async function hasSchema(database: Database): Promise<boolean> {
  const sql = 'select 1 from pg_catalog.pg_namespace where nspname = $1';
  return (await database.query(sql, [SCHEMA])).length > 0;
}

type Address = ReturnType<typeof addressOf>;

function read(url: string): Address {
  try {
    if (/^postgres(ql)?:\/\//.test(url)) return addressOf(url);
  } catch (error) {
    // Certificates that the URL names may not be there; everything else is no URL.
    const { code, path } = error as NodeJS.ErrnoException;
    if (path) throw new CannotStart(`DATABASE_URL can't be used: ${path} can't be read (${code}).`);
  }
  const example = 'postgres://user:password@localhost:5432/crm';
  throw new CannotStart(`DATABASE_URL is not the address of a PostgreSQL database, such as ${example}.`);
}

/** Why each of these keeps us out, by the server's code or the system's. */
const REASONS: Record<string, (address: Address) => string> = {
  '28P01': ({ server, user }) => `${server} does not accept this password for the user ${user}`,
  '28000': ({ server, user }) => `${server} does not let in the user ${user}`,
  '3D000': ({ server, database }) => `there is no database ${database} on ${server}`,
  '42501': ({ user, database }) => `the user ${user} may not make tables in the database ${database}`,
  '53300': ({ server }) => `${server} has no connection left`,
  '57P03': ({ server }) => `${server} is starting, or ending`,
  ENOTFOUND: ({ server }) => `there is no server ${server}`,
};

/** One sentence for what people can put right; everything else stays as it is. */
function explained(error: unknown, address: Address): unknown {
  const { cause = error } = error as Error;
  const { code = '', message, severity } = cause as NodeJS.ErrnoException & { severity?: string };
  const reason = REASONS[code]?.(address);
  if (!reason && !(error instanceof Unavailable)) return error;
  const said = severity
    ? `${address.server} says "${message}"`
    : `no answer from ${address.server} (${code || message})`;
  return new CannotStart(`DATABASE_URL can't be used: ${reason ?? said}.`, { cause });
}
