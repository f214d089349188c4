/**
 * A host's website for tests of the built script: pages with any headers and any markup, files beside them, and the
 * real backend below `/api`, signed in as `owner` by cookie. It is not the demo: nothing here is served from source.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { makeApp } from './app.ts';

const SCRIPT = readFileSync(fileURLToPath(new URL('../../dist/crm-followers.js', import.meta.url)));
const TYPES: Record<string, string> = { js: 'text/javascript', css: 'text/css', html: 'text/html' };

export interface Website {
  /** Without a slash at the end. */
  readonly url: string;
  /** Puts a file, or the answer's other headers, at a path that begins with a slash. */
  put(path: string, body: string | Buffer, headers?: Record<string, string>): void;
  /** Lets no request below this path be answered until the returned function is called. */
  hold(path: string): () => void;
  close(): Promise<void>;
}

export async function openWebsite(): Promise<Website> {
  const files = new Map<string, { body: string | Buffer; headers: Record<string, string> }>();
  const { app } = makeApp();
  const held = new Map<string, Promise<void>>();
  const api = getRequestListener(async (request) => {
    const { pathname } = new URL(request.url);
    for (const [path, released] of held) if (pathname.startsWith(path)) await released;
    return app.fetch(request);
  });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/api/')) return void api(request, response);
    const file = files.get(pathname);
    if (!file) return void response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end();
    const type = `${TYPES[/\w+$/.exec(pathname)?.[0] ?? ''] ?? 'text/html'}; charset=utf-8`;
    response.writeHead(200, { 'Content-Type': type, 'Set-Cookie': 'as=owner; Path=/', ...file.headers });
    response.end(file.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const website: Website = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    put: (path, body, headers = {}) => void files.set(path, { body, headers }),
    hold(path) {
      let release = () => {};
      held.set(path, new Promise((resolve) => (release = resolve)));
      return () => {
        held.delete(path);
        release();
      };
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  website.put('/crm-followers.js', SCRIPT);
  return website;
}
