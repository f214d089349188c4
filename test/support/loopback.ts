/** A backend on a port of this machine, for what has to be asked over HTTP. */
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';

export interface Loopback {
  /** Without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a listener of Node's. */
export const listenOn = (listener: RequestListener) => listening(createServer(listener));

/** Puts a server on any free port. */
export async function listening(server: Server): Promise<Loopback> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export type Answer = (request: Request) => Response | Promise<Response>;

export function listenerOf(answer: Answer): RequestListener {
  const listener = getRequestListener(answer);
  return (request, response) => void listener(request, response);
}

/** Serves a function from request to response. */
export const serve = (answer: Answer) => listenOn(listenerOf(answer));
