/**
 * `npm start`: the demo's pages, the API and the demo CRM on one port.
 *
 * `PORT` (5173), `HOST` (127.0.0.1) and `DATA_DIR` (demo/data) say where; `--fresh` begins with new data.
 */
import { fileURLToPath } from 'node:url';
import { createApp } from './app.ts';
import { demoAuthenticate } from './authenticate.ts';
import { openFolder } from './open.ts';
import { listen } from './listen.ts';
import { explain } from './explain.ts';

const { PORT = '5173', HOST = '127.0.0.1', DATA_DIR } = process.env;
const folder = DATA_DIR || fileURLToPath(new URL('../data', import.meta.url));

try {
  const repository = await openFolder(folder, process.argv.includes('--fresh'));
  const app = createApp({ repository, authenticate: demoAuthenticate(repository) });
  const { port, close } = await listen(app, { port: Number(PORT), host: HOST, dataFolder: folder });
  console.log(`ready http://localhost:${port}/`);
  const stop = async () => {
    await close();
    await repository.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
