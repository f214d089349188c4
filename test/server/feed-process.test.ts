/** Streams of the demo's own process: over HTTP, when it ends, and when it is started again. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createServer } from 'node:http';
import { test, type TestContext } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { fixedData } from '../../demo/server/data/fixed.ts';
import { memoryRepository } from '../../demo/server/memory/repository.ts';
import type { Repository } from '../../demo/server/repository.ts';
import { eventsOf, Listener } from '../../src/conformance/listening.ts';
import { followers, makeApp } from '../support/app.ts';
import { brief } from '../support/listening.ts';
import { startServer, temporaryFolder } from '../support/server.ts';

async function listen(url: string, as: string, lastEventId?: string): Promise<Listener> {
  const headers = new Headers({ Authorization: `Bearer ${as}` });
  if (lastEventId) headers.set('Last-Event-ID', lastEventId);
  return new Listener(await fetch(`${url}/api${eventsOf({ type: 'contact', id: 'c1' })}`, { headers }));
}

const write = (url: string, method: string, userId: string) =>
  fetch(`${url}${followers('c1')}/${userId}`, { method, headers: { Authorization: 'Bearer owner' } });

test('a stream survives nothing, but whoever listens again after a restart has missed nothing', async (t) => {
  const dataFolder = temporaryFolder();
  t.after(() => rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 }));
  const first = await startServer({ dataFolder });
  const listener = await listen(first.url, 'owner');
  assert.equal(brief(await listener.next()), 'changed c1 4');
  await write(first.url, 'PUT', 'u101');
  assert.equal(brief(await listener.next()), 'changed c1 5');
  await listen(first.url, 'rita');
  await write(first.url, 'PUT', 'u102');
  // With streams open it ends as it does without: at once and in order.
  assert.equal(await first.stop(), 0);

  const second = await startServer({ dataFolder });
  t.after(() => second.stop());
  await write(second.url, 'DELETE', 'rita');
  const back = await listen(second.url, 'owner', listener.id);
  assert.deepEqual((await back.take(2)).map(brief), ['changed c1 6', 'changed c1 7']);
  await back.end();
});

/** An app on a port of its own. */
async function served(t: TestContext, ...[options]: Parameters<typeof makeApp>) {
  const { app, ask } = makeApp(options);
  const server = createServer(getRequestListener((request, server) => app.fetch(request, server)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { ask, server, port: (server.address() as AddressInfo).port };
}

const request = (as: string) =>
  `GET /api${eventsOf({ type: 'contact', id: 'c1' })} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${as}\r\n\r\n`;

test('whoever hangs up frees their place', async (t) => {
  const { port } = await served(t, { feed: { streamsPerUser: 1 } });
  const url = `http://127.0.0.1:${port}`;
  for (let i = 0; i < 3; i++) {
    const listener = await listen(url, 'owner');
    assert.equal(brief(await listener.next()), 'changed c1 4');
    await listener.end();
    // The server hears of it when the connection tells.
    for (let status = 429; status === 429;) {
      const next = await listen(url, 'owner');
      ({ status } = next.response);
      await next.end();
    }
  }
});

test('headers and the first events arrive before anything else happens', async (t) => {
  const { port } = await served(t);
  const socket = connect(port, '127.0.0.1');
  t.after(() => socket.destroy());
  socket.write(request('owner'));
  let text = '';
  for await (const chunk of socket) {
    text += String(chunk);
    if (text.includes('"version":"4"')) break;
  }
  assert.match(text, /^HTTP\/1\.1 200 OK\r\n/);
  assert.match(text, /^x-accel-buffering: no\r$/im);
  assert.match(text, /^retry: 2000$/m);
});

test('a connection from which nobody reads is cut', async (t) => {
  const memory = memoryRepository(fixedData());
  const key = { tenant: 'northwind', type: 'contact', id: 'c1' };
  let version = 4;
  /** What the system itself keeps for a reader is out of our hands, so there is a flood to be told. */
  const flood: Repository['log'] = async ({ after, limit }) => {
    const position = { log: 'flood', transaction: String(version), entry: '0' };
    if (!after) return { entries: [], end: position };
    const entries = Array.from({ length: limit }, () => {
      const transaction = String(++version);
      return { key, version: transaction, position: { ...position, transaction } };
    });
    await new Promise(setImmediate);
    return { entries, end: entries.at(-1)!.position };
  };
  const { port, server } = await served(t, { repository: { ...memory, log: flood } });
  const connected = once(server, 'connection');
  const socket = connect(port, '127.0.0.1');
  t.after(() => socket.destroy());
  socket.pause();
  socket.write(request('owner'));
  const [connection] = (await connected) as [Socket];
  await once(connection, 'close');
});
