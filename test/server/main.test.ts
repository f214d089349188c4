/** `npm start` itself: the port, the pages' sign-in, and how it ends. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { failToStart, type Server, startServer, temporaryFolder } from '../support/server.ts';

// Inside the folder that pages are served from, as the usual one is, and named as people type it.
const folder = temporaryFolder('demo/data');
let server: Server;
before(async () => {
  server = await startServer({ dataFolder: relative('', folder) });
});
after(async () => {
  await server.stop('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const as = (id: string) => ({ headers: { Authorization: `Bearer ${id}` } });

/** Sends these bytes, which no client library would, and resolves with the first line of the answer. */
async function raw(request: string): Promise<string> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.end(request.replaceAll('\n', '\r\n'));
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}

test('says that it makes the data, and prints one line when it is ready', () => {
  // The line before it goes to the other stream, and only a first start has it.
  assert.equal(server.output(), `Making the demo data, once …\nready ${server.url}/\n`);
});

test('serves the contract and the pages on one port', async () => {
  const answer = await fetch(`${server.url}/api/records/contact/c1/followers`, as('owner'));
  assert.equal(answer.status, 200);
  const page = await fetch(`${server.url}/contact.html`);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /<crm-followers/);
  assert.equal((await fetch(`${server.url}/no-such-page.html`)).status, 404);
  assert.equal(
    (await fetch(`${server.url}/api`, as('owner'))).headers.get('content-type'),
    'application/problem+json',
  );
});

test('signs in who opens a page: as asked for, else as before, else as the owner', async () => {
  const cookie = async (path: string, headers = {}) =>
    (await fetch(server.url + path, { headers })).headers.get('set-cookie');
  assert.equal(await cookie('/'), 'as=owner; Path=/; SameSite=Lax; HttpOnly');
  assert.match((await cookie('/contact.html?id=c1&as=rita'))!, /^as=rita;/);
  assert.match((await cookie('/contact.html?as=rob', { Cookie: 'as=rita' }))!, /^as=rob;/);
  assert.equal(await cookie('/contact.html', { Cookie: 'as=rita' }), null);
  assert.match((await cookie('/contact.html?as=a%3Bb%0D%0A'))!, /^as=a%3Bb%0D%0A;/);
  assert.equal(await cookie('/pages/contact.ts'), null);
  const me = await fetch(`${server.url}/crm/me`, { headers: { Cookie: 'as=rita' } });
  assert.equal(((await me.json()) as { id: string }).id, 'rita');
});

test('keeps the data folder to itself', async () => {
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  const file = join(folder, 'secret.txt');
  for (const path of [`/@fs${file}`, file.slice(file.lastIndexOf('/data/')), `/@fs${file}?raw`]) {
    const answer = await fetch(server.url + path);
    assert.ok(answer.status >= 400, `${path}: ${answer.status}`);
  }
});

test('answers requests that no browser would send with a problem, and stays up', async () => {
  const common = 'Host: localhost\nAuthorization: Bearer owner\nConnection: close\n';
  const requests = [
    `GET /api/records/contact/../followers HTTP/1.1\n${common}\n`,
    `GET /api/records/contact/%2e%2e/followers HTTP/1.1\n${common}\n`,
    `GET /api/records/contact/%/followers HTTP/1.1\n${common}\n`,
    `GET /api/meta HTTP/1.1\nHost: a b\nAuthorization: Bearer owner\nConnection: close\n\n`,
    `GET /api//records/contact/c1/followers HTTP/1.1\n${common}\n`,
    `GET /api/users?query=%E0%A4%A HTTP/1.1\n${common}\n`,
    `PUT /api/records/contact/c1/owner HTTP/1.1\n${common}Content-Type: application/json\nContent-Length: 70000\n\n`,
    `PUT /api/records/contact/c1/owner HTTP/1.1\n${common}Content-Type: application/json\nIf-Match: nonsense\nContent-Length: 17\n\n{"userId":"rita"}`,
  ];
  for (const request of requests) {
    const answer = await raw(request);
    const [, status] = /^HTTP\/1\.1 (\d+)/.exec(answer) ?? [];
    assert.match(status ?? 'none', /^(200|4\d\d)$/, `${request.split('\n')[0]}\n${answer.slice(0, 200)}`);
    if (status !== '200') assert.match(answer, /application\/problem\+json/i, request);
  }
  assert.equal((await fetch(`${server.url}/crm/people`)).status, 200);
});

test('a second start over the same data, or on the same port, says why not and ends with code 1', async () => {
  const locked = await failToStart({ dataFolder: folder });
  assert.deepEqual(locked, {
    code: 1,
    output: `The data folder ${folder} is in use by process ${server.process.pid}. Stop that one, or set DATA_DIR to another folder. If that process is another program, delete ${join(folder, 'lock')}.\n`,
  });
  const { port } = new URL(server.url);
  const elsewhere = temporaryFolder();
  const taken = await failToStart({ dataFolder: elsewhere, port });
  assert.deepEqual(taken, { code: 1, output: `Port ${port} is in use. Set PORT to another one.\n` });
  assert.ok(!existsSync(join(elsewhere, 'lock')), 'and gives the folder back');
  rmSync(elsewhere, { recursive: true });
});

test('bad settings are said plainly', async () => {
  for (const port of ['abc', '70000', '-1', '80.5']) {
    const { code, output } = await failToStart({ dataFolder: folder, port });
    assert.deepEqual(
      [code, output],
      [1, `PORT is "${port}", which is no port: it is a number from 0 to 65535.\n`],
    );
  }
  const file = join(folder, 'secret.txt');
  const { code, output } = await failToStart({ dataFolder: file });
  assert.deepEqual([code, output], [1, `The data folder ${file} can't be used: it is not a folder.\n`]);
});

test('when asked to end, finishes what has begun, gives the folder back, and finds it all again', async () => {
  const path = '/api/records/contact/c1/followers';
  // The body is announced and not sent yet, so that the request is under way when the signal comes.
  const json = '{"phone":"+44 1"}';
  const socket: Socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  const headers = `Host: x\r\nAuthorization: Bearer owner\r\nContent-Type: application/json\r\nContent-Length: ${json.length}\r\n`;
  socket.write(`PATCH /crm/contacts/c1 HTTP/1.1\r\n${headers}Expect: 100-continue\r\n\r\n`);
  const [begun] = (await once(socket, 'data')) as [Buffer];
  assert.match(String(begun), /^HTTP\/1\.1 100 /);

  const put = await fetch(`${server.url}${path}/colleague`, { method: 'PUT', ...as('owner') });
  assert.equal(put.status, 201);
  const ending = server.stop();
  await assert.rejects(
    async () => {
      for (;;) await fetch(`${server.url}/crm/people`, { headers: { Connection: 'close' } });
    },
    TypeError,
    'nothing new is taken',
  );
  socket.write(json);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  assert.match(String(answer), /^HTTP\/1\.1 200 /);
  assert.equal(await ending, 0);
  assert.ok(!existsSync(join(folder, 'lock')));

  server = await startServer({ dataFolder: folder });
  assert.equal(server.output(), `ready ${server.url}/\n`);
  const read = (await (await fetch(`${server.url}${path}`, as('owner'))).json()) as {
    followers: { user: { id: string } }[];
  };
  assert.equal(read.followers.at(-1)?.user.id, 'colleague');
  const contact = (await (await fetch(`${server.url}/crm/contacts/c1`, as('owner'))).json()) as {
    phone: string;
  };
  assert.equal(contact.phone, '+44 1');
});

test('what was acknowledged survives a kill, and the stale lock is taken over', async () => {
  const path = '/api/records/contact/c-empty/followers';
  for (const id of ['u101', 'u102', 'u103']) {
    assert.equal((await fetch(`${server.url}${path}/${id}`, { method: 'PUT', ...as('owner') })).status, 201);
  }
  await server.stop('SIGKILL');
  assert.ok(existsSync(join(folder, 'lock')));
  server = await startServer({ dataFolder: folder });
  const read = (await (await fetch(`${server.url}${path}`, as('owner'))).json()) as { followers: unknown[] };
  assert.equal(read.followers.length, 3);
});

test('a port that another program has is refused before anything else happens', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const elsewhere = temporaryFolder();
  const { code, output } = await failToStart({ dataFolder: elsewhere, port });
  assert.deepEqual([code, output], [1, `Port ${port} is in use. Set PORT to another one.\n`]);
  other.close();
  rmSync(elsewhere, { recursive: true });
});
