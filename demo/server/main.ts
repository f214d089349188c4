/**
 * `npm start`: the demo's pages, the API and the demo CRM on one port.
 *
 * `PORT` (5173) and `HOST` (127.0.0.1) say where; the data is in the folder `DATA_DIR` (demo/data), or in the
 * PostgreSQL database that `DATABASE_URL` names. `--fresh` begins with new data. `PAGES` is a folder of built pages;
 * without one they are served from source.
 */
import { createApp } from './app.ts';
import { demoAuthenticate } from './authenticate.ts';
import { listen } from './listen.ts';
import { lockFolder } from './lock.ts';
import { openFolder } from './open-folder.ts';
import { openPostgres } from './open-postgres.ts';
import { DEMO_RATES } from './rates.ts';
import { explain, readSettings, type Settings } from './settings.ts';

let settings: Settings | undefined;
let unlock = () => {};
const tell = (sentence: string) => console.error(sentence);
try {
  settings = readSettings(process.env, process.argv.slice(2));
  const { folder, databaseUrl, pages, fresh } = settings;
  if (databaseUrl === undefined) unlock = lockFolder(folder);
  const server = await listen(settings.port, settings.host);
  const repository = await (databaseUrl === undefined
    ? openFolder(folder, fresh, tell)
    : openPostgres(databaseUrl, fresh, tell));
  const ending = new AbortController();
  const authenticate = demoAuthenticate(repository);
  const app = createApp({ repository, authenticate, rates: DEMO_RATES, signal: ending.signal });
  await server.serve(app, folder, pages);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      ending.abort();
      await server.close();
      await repository.close();
      unlock();
      process.exit(0);
    });
  }
  console.log(`ready http://localhost:${server.port}/`);
} catch (error) {
  unlock();
  console.error(explain(error, settings?.folder));
  process.exit(1);
}
