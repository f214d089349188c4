/** The driver for a PostgreSQL server: a pool of connections, each of which may break at any time. */
import pg from 'pg';
import { Unavailable } from '../repository.ts';
import { type Database, NotCommitted, type Queryable } from './database.ts';
import { isPassing } from './failures.ts';

/** Where all our tables are, so that a database can be shared with others and nothing of theirs is touched. */
export const SCHEMA = 'crm_followers';

export interface PoolOptions {
  /** Connections at most. */
  readonly connections: number;
  /** Milliseconds until a request that finds no free connection gives up. */
  readonly waitMs: number;
  /** Milliseconds a statement may take, and a transaction may idle; 0 is for ever. */
  readonly statementMs: number;
}

export const SERVING: PoolOptions = { connections: 10, waitMs: 2000, statementMs: 5000 };

/** For making tables and filling them, with nobody waiting. */
export const PREPARING: PoolOptions = { connections: 1, waitMs: 10_000, statementMs: 0 };

type Run = (query: pg.QueryConfig) => Promise<pg.QueryResult>;

const queryable = (run: Run): Queryable => ({
  query: async <Row>(text: string, parameters: readonly unknown[] = []) =>
    (await run({ text, values: [...parameters] })).rows as Row[],
  exec: async (text) => void (await run({ text })),
});

/** What is no answer of the server is a trouble on the way to it. */
const isAnswer = (error: unknown) => error instanceof pg.DatabaseError;

function translated(error: unknown): unknown {
  return isAnswer(error) && !isPassing(error) ? error : new Unavailable(error);
}

/** What a URL, and the environment where it says nothing, name; its password is left out. */
export function addressOf(url: string) {
  const { host, port, user, database } = new pg.Client({ connectionString: url });
  return { server: `${host}:${port}`, user, database };
}

/** Connects when it is first asked, so it never fails itself. */
export function connectPostgres(url: string, options: PoolOptions = SERVING): Database {
  const { connections, waitMs, statementMs } = options;
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: waitMs,
    // The server's own limit is reported properly; this one is for a server that does not answer at all.
    query_timeout: 2 * statementMs,
    keepAlive: true,
    onConnect: (client) =>
      client.query(
        `set search_path to ${SCHEMA};
         set statement_timeout to ${statementMs};
         set idle_in_transaction_session_timeout to ${statementMs}`,
      ),
  });
  // Without these two, a connection that breaks while nobody waits for it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));

  const connect = async () => {
    try {
      return await pool.connect();
    } catch (error) {
      throw translated(error);
    }
  };

  return {
    ...queryable(async (query) => {
      try {
        return await pool.query(query);
      } catch (error) {
        throw translated(error);
      }
    }),

    async transaction(work) {
      const client = await connect();
      let isLost = false;
      const run: Run = async (query) => {
        try {
          return await client.query(query);
        } catch (error) {
          isLost ||= !isAnswer(error);
          throw translated(error);
        }
      };
      try {
        await run({ text: 'begin' });
        const result = await work(queryable(run));
        const { command } = await run({ text: 'commit' });
        // Where a statement has failed, `commit` undoes everything without calling it an error.
        if (command !== 'COMMIT') throw new NotCommitted();
        return result;
      } catch (error) {
        if (!isLost) await run({ text: 'rollback' }).catch(() => {});
        throw error;
      } finally {
        client.release(isLost);
      }
    },

    close: () => pool.end(),
  };
}
