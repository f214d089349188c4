/**
 * The app on a port, without pages, as a process that may be killed at any time. `DATABASE_URL` or `DATA_DIR` says where
 * its data is. `PLANTED=no-lock` makes a naive backend of it, which looks before it changes but locks nothing.
 */
import { serve } from '@hono/node-server';
import { createApp } from '../../demo/server/app.ts';
import { demoAuthenticate } from '../../demo/server/authenticate.ts';
import { lockFolder } from '../../demo/server/lock.ts';
import type { Database } from '../../demo/server/sql/database.ts';
import { openPglite } from '../../demo/server/sql/pglite.ts';
import { connectPostgres } from '../../demo/server/sql/postgres.ts';
import { sqlRepository } from '../../demo/server/sql/repository.ts';

const { DATABASE_URL, DATA_DIR = '', PORT, PLANTED } = process.env;

const withoutLocks = (database: Database): Database => ({
  ...database,
  transaction: (work) =>
    database.transaction((db) =>
      work({
        ...db,
        query: (sql, parameters) =>
          sql.endsWith('for no key update') ? Promise.resolve([]) : db.query(sql, parameters),
      }),
    ),
});

async function open(): Promise<Database> {
  if (DATABASE_URL) return connectPostgres(DATABASE_URL);
  lockFolder(DATA_DIR);
  return await openPglite(`${DATA_DIR}/pglite`);
}

const database = await open();
const repository = sqlRepository(PLANTED === 'no-lock' ? withoutLocks(database) : database);
const app = createApp({ repository, authenticate: demoAuthenticate(repository), log: () => {} });
const { fetch } = app;
serve({ fetch, port: Number(PORT), hostname: '127.0.0.1' }, ({ port }) => {
  console.log(`ready http://127.0.0.1:${port}`);
});
