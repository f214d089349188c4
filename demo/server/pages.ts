/** The demo's pages: from source, as whoever works on them wants them, or built, as they would be put on a server. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

export interface Pages {
  handle(request: IncomingMessage, response: ServerResponse): void;
  close(): Promise<void>;
}

const MISSING = 'There is no such page.';

/** By Vite, which tells open pages of changes through `server`. `dataFolder` is kept out of their reach. */
export async function sourcePages(server: Server, dataFolder: string): Promise<Pages> {
  // Loaded only here: built pages need no builder.
  const { createServer } = await import('vite');
  const vite = await createServer({
    configFile: fileURLToPath(new URL('../../vite.config.ts', import.meta.url)),
    appType: 'mpa',
    logLevel: 'warn',
    server: {
      middlewareMode: true,
      hmr: { server },
      watch: { ignored: [`${dataFolder}/**`] },
      // Replaces Vite's own list, which it repeats therefore.
      fs: { deny: ['.env', '.env.*', '*.{crt,pem}', '**/.git/**', `${dataFolder}/**`] },
    },
  });
  return {
    handle: (request, response) =>
      vite.middlewares(request, response, () => response.writeHead(404).end(MISSING)),
    close: () => vite.close(),
  };
}

/** The files that `npm run build:demo -- --mode server` has made. */
export function builtPages(folder: string): Pages {
  const app = new Hono().use(serveStatic({ root: folder })).notFound((context) => context.text(MISSING, 404));
  const handle = getRequestListener(app.fetch);
  return { handle: (request, response) => void handle(request, response), close: async () => {} };
}
