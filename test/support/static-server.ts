/** A static file server as plain as they come: files of one folder below one path, and nothing else. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** `path` begins and ends with a slash. */
export async function serveFolder(folder: string, path = '/') {
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const file = join(folder, pathname.slice(path.length) || 'index.html');
    const body = pathname.startsWith(path) ? await readFile(file).catch(() => undefined) : undefined;
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    response.writeHead(body ? 200 : 404, { 'Content-Type': type }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}${path}`,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
