/**
 * The demo on a port: `/api` and `/crm` go to the app, everything else to Vite, which serves the pages from source.
 * Asking for a page signs in (`?as=<userId>`, else as before, else as the owner of `c1`).
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { createServer as createVite } from 'vite';
import type { App } from './app.ts';
import { COOKIE, cookieId } from './authenticate.ts';

export interface ListenOptions {
  port: number;
  host: string;
  /** Kept out of Vite's sight. */
  dataFolder: string;
}

const isPage = (path: string) => path.endsWith('/') || path.endsWith('.html');

function signIn({ method, headers, url = '/' }: IncomingMessage, response: ServerResponse) {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  if (method !== 'GET' || !isPage(pathname)) return;
  const id = searchParams.get('as') || (cookieId(headers.cookie) ? undefined : 'owner');
  if (id)
    response.setHeader('Set-Cookie', `${COOKIE}=${encodeURIComponent(id)}; Path=/; SameSite=Lax; HttpOnly`);
}

export async function listen(app: App, { port, host, dataFolder }: ListenOptions) {
  const api = getRequestListener(app.fetch);
  const server = createServer((request, response) => {
    if (/^\/(api|crm)(\/|\?|$)/.test(request.url ?? '')) return void api(request, response);
    signIn(request, response);
    vite.middlewares(request, response, () => response.writeHead(404).end('There is no such page.'));
  });
  const vite = await createVite({
    configFile: fileURLToPath(new URL('../../vite.config.ts', import.meta.url)),
    appType: 'mpa',
    logLevel: 'warn',
    server: {
      middlewareMode: true,
      hmr: { server },
      watch: { ignored: [`${dataFolder}/**`] },
      fs: { deny: ['.env', '.env.*', '*.{crt,pem}', '**/.git/**', `${dataFolder}/**`] },
    },
  });
  server.listen(port, host);
  await once(server, 'listening').catch(async (error: unknown) => {
    await vite.close();
    throw error;
  });
  return {
    port: (server.address() as AddressInfo).port,
    /** Finishes what has begun, takes nothing new. */
    async close() {
      await vite.close();
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await closed;
    },
  };
}
