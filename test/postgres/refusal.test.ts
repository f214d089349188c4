/** A server that is gone, or that refuses to write: 503, nothing half done, and recovery without help. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPostgres } from '../../demo/server/open-postgres.ts';
import { type Repository, Unavailable } from '../../demo/server/repository.ts';
import { connectPostgres } from '../../demo/server/sql/postgres.ts';
import { sqlRepository } from '../../demo/server/sql/repository.ts';
import { type Answer, type Ask, followers, makeApp } from '../support/app.ts';
import { type OwnPostgres, startPostgres } from '../support/postgres.ts';

let server: OwnPostgres;
let repository: Repository;
let ask: Ask;
const logged: unknown[] = [];
before(async () => {
  server = await startPostgres();
  repository = await openPostgres(await server.create('crm'));
  ({ ask } = makeApp({ repository, log: (error) => logged.push(error) }));
});
after(async () => {
  await repository.close();
  await server.remove();
});

const path = followers('c-empty');
const seen = async () => (await ask('owner', `GET ${path}`)).body;

function assertUnavailable({ status, headers, body }: Answer, what: string) {
  assert.deepEqual(
    [status, body.code, headers.get('retry-after'), headers.get('content-type')],
    [503, 'unavailable', '1', 'application/problem+json'],
    what,
  );
  assert.doesNotMatch(
    JSON.stringify(body),
    /postgres|127\.0|ECONN|crm_followers/i,
    'tells nothing of the inside',
  );
}

const CREATION = [
  'owner',
  'POST /crm/opportunities',
  { json: { name: 'X', contactId: 'c1', followers: ['u101'] } },
] as const;
const REQUESTS = [
  ['owner', `GET ${path}`],
  ['owner', `PUT ${path}/u101`],
  ['owner', `DELETE ${path}/u101`],
  ['owner', 'GET /api/users?query=an'],
  ['owner', 'GET /crm/contacts'],
  CREATION,
] as const;

/** Until somebody waits for a lock. */
async function untilBlocked() {
  const waiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock'`;
  while (!(await server.run(waiting, 'crm')).length);
}

/** Somebody who has locked the record and does nothing more until they are let go. */
function lockRecord() {
  let [isLocked, letGo] = [() => {}, () => {}];
  const locked = new Promise<void>((resolve) => (isLocked = resolve));
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  const ended = repository.transaction(async (tx) => {
    await tx.lock({ tenant: 'northwind', type: 'contact', id: 'c-empty' });
    isLocked();
    await gate;
  });
  return { locked, ended, letGo };
}

for (const how of ['in order', 'crash'] as const) {
  test(`when the server ends (${how}), everybody is told to come back, and is served when it is there again`, async () => {
    const before = await seen();
    const holder = lockRecord();
    await holder.locked;
    const underWay = ask('owner', `PUT ${path}/u101`);
    await untilBlocked();

    await server.stop(how);
    assertUnavailable(await underWay, 'the change under way');
    holder.letGo();
    await assert.rejects(holder.ended, Unavailable);
    for (const [as, request, call] of REQUESTS) assertUnavailable(await ask(as, request, call), request);
    assert.ok(logged.length > 0, 'whoever looks after the server is told more');

    await server.start();
    assert.deepEqual(await seen(), before);
    for (const [as, request, call] of REQUESTS) {
      const { status } = await ask(as, request, call);
      assert.ok(status < 300, `${request}: ${status}`);
    }
  });
}

const counts = () =>
  server.run(
    `select (select count(*)::int from crm_followers.record) as records,
            (select count(*)::int from crm_followers.event) as events,
            (select count(*)::int from crm_followers.follower) as followers,
            (select sum(version)::int from crm_followers.record) as versions`,
    'crm',
  );

/** How a disk, or whoever looks after the server, refuses writes; and how that ends. Said in the database `of`. */
const REFUSALS: Record<string, [begin: string, end: string, of: string]> = {
  'read only': [
    'alter database crm set default_transaction_read_only to on',
    'alter database crm set default_transaction_read_only to off',
    'postgres',
  ],
  'full, at the last statement of a change': [
    `create function full_disk() returns trigger language plpgsql as $$
       begin raise 'could not extend file: No space left on device' using errcode = '53100'; end $$;
     create trigger full_disk before insert on crm_followers.event execute function full_disk()`,
    'drop trigger full_disk on crm_followers.event',
    'crm',
  ],
};

for (const [what, [begin, end, of]] of Object.entries(REFUSALS)) {
  test(`while the database is ${what}, changes are refused as a whole and reading goes on`, async () => {
    const before = await counts();
    await server.run(begin, of);
    // Connections of its own: those that are open already may write as before.
    const refusing = sqlRepository(connectPostgres(server.url('crm')));
    const { ask } = makeApp({ repository: refusing, log: () => {} });
    const json = { add: ['u103', 'u104'], remove: ['u101'] };
    try {
      assertUnavailable(await ask('owner', `PUT ${path}/u102`), 'add');
      assertUnavailable(await ask('owner', `DELETE ${followers('c-full')}/u101`), 'remove');
      assertUnavailable(await ask('owner', `POST ${path}`, { json }), 'many');
      assertUnavailable(await ask(...CREATION), 'create');
      assert.equal((await ask('owner', `GET ${path}`)).status, 200);
      assert.deepEqual(await counts(), before);
    } finally {
      await refusing.close();
      await server.run(end, of);
    }
    const { ask: askAgain } = makeApp({ repository });
    for (const method of ['PUT', 'DELETE']) {
      assert.ok((await askAgain('owner', `${method} ${path}/u102`)).status < 300, method);
    }
  });
}

test('a start on a database that only reads says what the server says', async () => {
  const [begin, end, of] = REFUSALS['read only']!;
  await server.run(begin, of);
  await assert.rejects(openPostgres(server.url('crm')), {
    name: 'CannotStart',
    message: `DATABASE_URL can't be used: ${new URL(server.url()).host} says "cannot execute CREATE TABLE in a read-only transaction".`,
  });
  await server.run(end, of);
});
