/**
 * The demo on a port: `/api` and `/crm` go to the app, everything else to the pages.
 * Asking for a page signs in (`?as=<userId>`, else as before, else as the owner of `c1`).
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, RequestError } from '@hono/node-server';
import type { App } from './app.ts';
import { COOKIE, cookieId } from './authenticate.ts';
import { withPeople } from './crm/people.ts';
import { builtPages, sourcePages } from './pages.ts';
import { Refusal } from './problems.ts';

/** How long requests may go on when the server is to end. */
const GRACE_MS = 5000;

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** What the app never got to see, or threw itself because it was not even an error. */
function refuse(error: unknown): Response {
  if (error instanceof RequestError) return new Refusal('invalid-request').toResponse();
  console.error(error);
  return new Refusal('unavailable').toResponse();
}

function signIn({ method, headers, url = '/' }: IncomingMessage, response: ServerResponse) {
  const [path, query] = url.split('?', 2) as [string, string?];
  if (method !== 'GET' || !/(\/|\.html)$/.test(path)) return;
  const id = new URLSearchParams(query).get('as') || (cookieId(headers.cookie) ? undefined : 'owner');
  if (!id) return;
  response.setHeader('Set-Cookie', `${COOKIE}=${encodeURIComponent(id)}; Path=/; SameSite=Lax; HttpOnly`);
}

/**
 * Takes the port at once, so that a start that can't succeed ends early; requests wait until `serve` is called.
 * Rejects with what the system says when the port can't be had.
 */
export async function listen(port: number, host: string) {
  let resolve: (handler: Handler) => void;
  const ready = new Promise<Handler>((done) => (resolve = done));
  const server = createServer(async (request, response) => {
    response.once('close', () => {
      // At the end, whoever has been answered is let go.
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
    (await ready)(request, response);
  });
  server.listen(port, host);
  await once(server, 'listening');
  let closePages = async () => {};

  return {
    port: (server.address() as AddressInfo).port,

    /** `dataFolder` is kept out of the pages' reach; `built` is a folder of pages to serve instead of their source. */
    async serve(app: App, dataFolder: string, built?: string) {
      const pages = built === undefined ? await sourcePages(server, dataFolder) : builtPages(built);
      closePages = pages.close;
      const api = getRequestListener(
        withPeople((request, server) => app.fetch(request, server)),
        { errorHandler: refuse },
      );
      resolve((request, response) => {
        if (/^\/(api|crm)(\/|\?|$)/.test(request.url ?? '')) return void api(request, response);
        signIn(request, response);
        pages.handle(request, response);
      });
    },

    /** Finishes what has begun, takes nothing new. */
    async close() {
      const closed = once(server, 'close');
      server.close();
      const giveUp = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await closePages();
      await closed;
      clearTimeout(giveUp);
    },
  };
}
