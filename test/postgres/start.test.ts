/** Starting on a PostgreSQL server: alone and together, on databases in every state, and when it can't be. */
import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { openPostgres } from '../../demo/server/open-postgres.ts';
import { CannotStart } from '../../demo/server/settings.ts';
import { followers, makeApp } from '../support/app.ts';
import { anyPostgres } from '../support/postgres.ts';
import { failToStart, startServer } from '../support/server.ts';

const server = await anyPostgres();
after(() => server.remove());

let made = 0;

/** An empty database, or a copy of one that nobody is connected to. */
async function newDatabase(template = 'template1') {
  const name = `start_${process.pid}_${++made}`;
  await server.run(`create database ${name} template ${template}`);
  return { name, url: server.url(name) };
}

/** How much there is of what may be there only once. */
const COUNTS = `select (select count(*)::int from crm_followers.person) as people,
  (select count(*)::int from crm_followers.record) as records,
  (select count(*)::int from crm_followers.migration where name = '001_records.sql') as migrations`;
const ALL = [{ people: 249, records: 1307, migrations: 1 }];

const filled = await newDatabase();

test('several that start at once on an empty database all come up, and fill it once', async () => {
  const { name, url } = filled;
  const told: string[] = [];
  const repositories = await Promise.all(
    Array.from({ length: 4 }, () => openPostgres(url, false, (sentence) => told.push(sentence))),
  );
  for (const repository of repositories) {
    assert.equal((await makeApp({ repository }).ask('owner', `GET ${followers('c1')}`)).status, 200);
    await repository.close();
  }
  assert.deepEqual(await server.run(COUNTS, name), ALL);
  assert.ok(told.length >= 1);
});

test('two processes that start at once serve the same data, and it outlives them', async () => {
  const { url: databaseUrl } = await newDatabase();
  const [one, other] = await Promise.all([startServer({ databaseUrl }), startServer({ databaseUrl })]);
  const path = '/api/records/contact/c1/followers';
  const headers = { Authorization: 'Bearer owner' };
  const ids = async (url: string) => {
    const { followers } = (await (await fetch(url + path, { headers })).json()) as {
      followers: { user: { id: string } }[];
    };
    return followers.map(({ user }) => user.id);
  };
  const put = await fetch(`${one.url}${path}/colleague`, { method: 'PUT', headers });
  assert.equal(put.status, 201);
  assert.deepEqual(await ids(other.url), ['follower', 'rita', 'reader', 'colleague']);
  assert.deepEqual([await one.stop(), await other.stop()], [0, 0]);

  const again = await startServer({ databaseUrl });
  assert.equal(again.output(), `ready ${again.url}/\n`, 'nothing is made anew');
  assert.deepEqual(await ids(again.url), ['follower', 'rita', 'reader', 'colleague']);
  await again.stop();
});

test('a fresh start deletes what is ours, says so, and leaves the rest of the database alone', async () => {
  const { name, url } = await newDatabase(filled.name);
  await server.run(`create table person (id int); insert into person values (7)`, name);
  const first = await openPostgres(url);
  await makeApp({ repository: first }).ask('owner', `PUT ${followers('c1')}/colleague`);
  await first.close();
  const told: string[] = [];
  const fresh = await openPostgres(url, true, (sentence) => told.push(sentence));
  assert.equal((await fresh.find({ tenant: 'northwind', type: 'contact', id: 'c1' }))?.version, '4');
  await fresh.close();
  const { host } = new URL(url);
  assert.deepEqual(told, [
    `Deleting the schema crm_followers in the database ${name} on ${host}, with everything in it …`,
    'Making the demo data, once …',
  ]);
  assert.deepEqual(await server.run('select * from public.person', name), [{ id: 7 }]);
  assert.deepEqual(await server.run(COUNTS, name), ALL);
});

test('a start that is cut off while it fills the database leaves it to the next one', async () => {
  const { name, url } = await newDatabase(filled.name);
  const refuse = `create function refuse() returns trigger language plpgsql as $$ begin raise 'cut off'; end $$`;
  await server.run(
    `delete from crm_followers.event; delete from crm_followers.record; delete from crm_followers.rule;
     delete from crm_followers.person; ${refuse};
     create trigger refuse before insert on crm_followers.event execute function refuse()`,
    name,
  );
  await assert.rejects(openPostgres(url), /cut off/);
  await server.run('drop trigger refuse on crm_followers.event', name);
  await (await openPostgres(url)).close();
  assert.deepEqual(await server.run(COUNTS, name), ALL);
});

test('a user who has nothing but a schema that somebody made for them can start', async () => {
  const { name } = await newDatabase();
  await server.run(`create role ${name} login password 'limited'`);
  const url = new URL(server.url(name));
  Object.assign(url, { username: name, password: 'limited' });
  await assert.rejects(openPostgres(url.href), {
    name: 'CannotStart',
    message: `DATABASE_URL can't be used: the user ${name} may not make tables in the database ${name}.`,
  });
  await server.run(`create schema crm_followers authorization ${name}`, name);
  await (await openPostgres(url.href)).close();
  assert.deepEqual(await server.run(COUNTS, name), ALL);
});

test('a database that is newer than the program is refused', async () => {
  const { name, url } = await newDatabase(filled.name);
  await server.run(`insert into crm_followers.migration values ('999_later.sql')`, name);
  await assert.rejects(openPostgres(url), {
    name: 'CannotStart',
    message: 'The database is newer than this program: it has 999_later.sql.',
  });
});

const host = new URL(server.url()).host;

/** A port that nobody listens at. */
async function deadPort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const address = (change: (url: URL) => void) => {
  const url = new URL(server.url());
  change(url);
  return url.href;
};
const dead = `127.0.0.1:${await deadPort()}`;
const NO_URL =
  'DATABASE_URL is not the address of a PostgreSQL database, such as postgres://user:password@localhost:5432/crm.';

const WRONG: [what: string, url: string, sentence: string][] = [
  ['no URL', 'crm', NO_URL],
  ['another kind of URL', 'mysql://root:secret@localhost/crm', NO_URL],
  ['a URL with a mistake in it', 'postgres://me:secret@localhost:port/crm', NO_URL],
  [
    'a wrong password',
    address((url) => (url.password = 'secret')),
    `DATABASE_URL can't be used: ${host} does not accept this password for the user postgres.`,
  ],
  [
    'an unknown user',
    address((url) => (url.username = 'nobody')),
    `DATABASE_URL can't be used: ${host} does not accept this password for the user nobody.`,
  ],
  [
    'an unknown database',
    server.url('nowhere'),
    `DATABASE_URL can't be used: there is no database nowhere on ${host}.`,
  ],
  [
    'a port where nobody listens',
    `postgres://me:secret@${dead}/crm`,
    `DATABASE_URL can't be used: no answer from ${dead} (ECONNREFUSED).`,
  ],
  [
    'an unknown server',
    'postgres://me:secret@nowhere.invalid/crm',
    "DATABASE_URL can't be used: there is no server nowhere.invalid:5432.",
  ],
  [
    'a certificate that is not there',
    'postgres://me:secret@localhost/crm?sslrootcert=/no/such.pem',
    "DATABASE_URL can't be used: /no/such.pem can't be read (ENOENT).",
  ],
  [
    'an encrypted connection that the server does not offer',
    address((url) => (url.search = 'ssl=true')),
    `DATABASE_URL can't be used: no answer from ${host} (The server does not support SSL connections).`,
  ],
];

for (const [what, url, sentence] of WRONG) {
  test(`${what}: one sentence, without the password`, async () => {
    await assert.rejects(openPostgres(url), (error: Error) => {
      assert.deepEqual([error instanceof CannotStart, error.message], [true, sentence]);
      return true;
    });
  });
}

test('a start on a wrong address ends with that sentence and code 1', async () => {
  const databaseUrl = address((url) => (url.password = 'secret'));
  assert.deepEqual(await failToStart({ databaseUrl }), {
    code: 1,
    output: `DATABASE_URL can't be used: ${host} does not accept this password for the user postgres.\n`,
  });
});
