/** The demo built as files and served as plain files, in a folder of the server as on any web space. */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { temporaryFolder } from './server.ts';
import { serveFolder } from './static-server.ts';

const configFile = fileURLToPath(new URL('../../demo/vite.config.ts', import.meta.url));

export interface StaticDemo {
  /** Address with a slash at the end. */
  url: string;
  stop(): Promise<void>;
}

export async function startStaticDemo(): Promise<StaticDemo> {
  const folder = temporaryFolder();
  await build({ configFile, logLevel: 'warn', build: { outDir: folder } });
  const server = await serveFolder(folder, '/on/some/path/');
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}
