/** The driver for PGlite: PostgreSQL inside this process, with one connection. */
import { PGlite } from '@electric-sql/pglite';
import { Unavailable } from '../repository.ts';
import { type Database, NotCommitted, type Queryable } from './database.ts';
import { isPassing } from './failures.ts';

const INT8 = 20;

const create = (folder: string | undefined) =>
  PGlite.create({ dataDir: folder, parsers: { [INT8]: (text: string) => text } });

/**
 * After such an error nothing may be asked any more, for it would never be answered: the database has ended itself
 * (a disk that is full at the worst moment), or the machine it runs in has.
 */
function isEnd(error: unknown): boolean {
  const { severity } = error as { severity?: unknown };
  return severity === 'PANIC' || severity === 'FATAL' || error instanceof WebAssembly.RuntimeError;
}

/**
 * `commit` as one message of the protocol (Q, length, text). PGlite's own functions send another after every error,
 * and after an end, which is most likely just here, that one would be waited for without end.
 */
const COMMIT = new TextEncoder().encode('Q\0\0\0\x0bcommit\0');

/** Between two attempts to open what has ended itself. */
const PAUSE_MS = 1000;

/**
 * Opens a folder, which is made if it is not there; without one, a database in memory.
 *
 * Everything runs one after another, a transaction as a whole. A database that has ended itself is opened again for
 * the next request, as a server would be started again; in memory there is nothing left to open.
 */
export async function openPglite(folder?: string): Promise<Database> {
  let client: PGlite | undefined = await create(folder);
  let notBefore = 0;

  const open = async (): Promise<PGlite> => {
    if (client) return client;
    // Opening takes long, and whoever waits in turn must not wait for everybody else's attempt.
    if (Date.now() < notBefore) throw new Unavailable(new Error('It could not be opened a moment ago.'));
    try {
      if (folder === undefined) throw new Error('The database in memory is gone.');
      return (client = await create(folder));
    } catch (error) {
      notBefore = Date.now() + PAUSE_MS;
      throw new Unavailable(error);
    }
  };

  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (isEnd(error)) client = undefined;
      throw isEnd(error) || isPassing(error) ? new Unavailable(error) : error;
    }
  };

  const queryable = (database: PGlite): Queryable => ({
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await guard(() => database.query<Row>(sql, [...parameters]))).rows,
    exec: async (script) => void (await guard(() => database.exec(script))),
  });

  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: (database: PGlite) => Promise<T>): Promise<T> => {
    const turn = last.then(async () => work(await open()));
    last = turn.catch(() => undefined);
    return turn;
  };

  return {
    query: (sql, parameters) => inTurn((database) => queryable(database).query(sql, parameters)),
    exec: (script) => inTurn((database) => queryable(database).exec(script)),
    transaction: (work) =>
      inTurn(async (database) => {
        const db = queryable(database);
        try {
          await db.exec('begin');
          const result = await work(db);
          const { messages } = await guard(() => database.execProtocol(COMMIT, { throwOnError: true }));
          // Where a statement has failed, `commit` undoes everything without calling it an error.
          if (!messages.some((message) => 'text' in message && message.text === 'COMMIT'))
            throw new NotCommitted();
          return result;
        } catch (error) {
          if (client) await db.exec('rollback');
          throw error;
        }
      }),
    close: async () => {
      await last;
      await client?.close();
    },
  };
}
