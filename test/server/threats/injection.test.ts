/** Text that would be a command if anybody took it for one: on the database, where it could be. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fixedData } from '../../../demo/server/data/fixed.ts';
import { followers, makeApp } from '../../support/app.ts';
import { listeningApp } from '../../support/listening.ts';
import { closeSql, freshSqlRepository } from '../../support/sql.ts';
import { requestOf, ROUTES } from '../../support/routes.ts';

after(closeSql);

const enc = encodeURIComponent;
const COMMANDS = [
  "' or '1'='1",
  "'; drop table record; --",
  "c1' union select * from person --",
  '"; delete from follower; --',
  "\\'; select pg_sleep(10); --",
  '$1',
  '$2::text[]',
  "c1')) or true --",
];

test('SQL injection: a command in an id, a query or a field is text like any other', async () => {
  const repository = await freshSqlRepository();
  const failures: unknown[] = [];
  const { ask } = makeApp({ repository, log: (error) => failures.push(error) });
  const key = { tenant: 'northwind', type: 'contact', id: 'c1' };
  for (const command of COMMANDS) {
    const text = enc(command);
    for (const route of ROUTES.filter((each) => each.route.includes(':id'))) {
      assert.equal((await ask('admin', requestOf(route, { id: text }), route)).status, 404, route.route);
    }
    const before = await repository.find(key);
    assert.equal((await ask('owner', `PUT ${followers('c1')}/${text}`)).status, 422);
    assert.equal((await ask('owner', `DELETE ${followers('c1')}/${text}`)).status, 204);
    assert.deepEqual(await repository.find(key), before);
    const searches = [`query=${text}`, `id=${text}`];
    for (const search of searches) {
      const { status, body } = await ask('owner', `GET /api/users?${search}`);
      assert.equal(status, 200, search);
      assert.deepEqual(
        body.items.filter(({ id }: { id: string }) => id === 'stranger'),
        [],
      );
    }
    const records = [{ type: 'contact', id: command }];
    const batch = await ask('owner', 'POST /api/followers:batchGet', { json: { records } });
    assert.deepEqual(batch.body.items, [{ ...records[0], status: 404 }]);
    const patched = await ask('owner', 'PATCH /crm/contacts/c1', { json: { name: command } });
    assert.equal(patched.body.name, command);
    assert.equal((await ask('owner', `GET /crm/opportunities?contact=${text}`)).status, 200);
  }
  assert.deepEqual(failures, []);
  assert.equal((await repository.list({ ...key, tiedTo: undefined, limit: 100 })).length, 5);
});

test('SQL injection: no letter of a query stands for others', async () => {
  const { ask } = makeApp({ repository: await freshSqlRepository() });
  const everybody = (await ask('owner', 'GET /api/users?query=&limit=50')).body.items.length;
  for (const query of ['%', '_', 'a%', 'j_s', '%osé', '*', 'jo*']) {
    const { body } = await ask('owner', `GET /api/users?query=${enc(query)}&limit=50`);
    // What holds no letter finds everybody; what holds some is sought by those.
    const found: number = body.items.length;
    assert.ok(/\p{L}/u.test(query) ? found < everybody : found === everybody, `${query} finds ${found}`);
  }
});

/** A cursor as we write them, of any content. */
const cursorOf = (value: unknown) =>
  btoa(unescape(enc(JSON.stringify(value)))).replace(/[+/=]/g, (c) => ({ '+': '-', '/': '_', '=': '' })[c]!);

test('cursor tampering: a cursor of somebody’s own making shows nothing that the list itself would not', async () => {
  const failures: unknown[] = [];
  const repository = await freshSqlRepository();
  const { ask } = makeApp({ repository, log: (error) => failures.push(error) });
  const people = new Set(
    fixedData()
      .people.filter(({ tenant }) => tenant === 'northwind')
      .map(({ id }) => id),
  );
  const forged: unknown[] = [
    ['', ''],
    ['\u{10ffff}', '\u{10ffff}'],
    ["' or 1=1 --", "'; drop table person; --"],
    ['a'.repeat(200), 'b'.repeat(200)],
    ['southridge', 'stranger'],
    ['2026-11-01T00:00:00.000Z', ''],
    ['2026-02-31T00:00:00.000Z', ''],
    ['9'],
    ['999999999999999999'],
    ['9999999999999999999'],
    ['-1'],
    ['1', '2', '3'],
    ['1', 2],
    [],
    {},
    'a',
    null,
    7,
    [[], []],
    ['\u0000', ''],
  ];
  for (const value of forged) {
    const cursor = cursorOf(value);
    for (const query of ['', 'query=a&', 'query=maria+silva&']) {
      const { status, body } = await ask('owner', `GET /api/users?${query}cursor=${cursor}`);
      assert.ok(status === 200 || status === 400, `${JSON.stringify(value)}: ${status}`);
      for (const { id } of body.items ?? []) assert.ok(people.has(id), id);
    }
    for (const [as, request] of [
      ['rita', `GET ${followers('c1')}/history?cursor=${cursor}`],
      ['rob', `GET ${followers('c1')}/history?cursor=${cursor}`],
      ['rita', `GET /crm/contacts?cursor=${cursor}`],
    ] as const) {
      const { status, body } = await ask(as, request);
      assert.ok([200, 400, as === 'rob' ? 404 : 200].includes(status), `${request}: ${status}`);
      if (as === 'rob') assert.equal(body.items, undefined);
      if (request.includes('/crm/')) {
        for (const { id } of body.items ?? []) assert.equal(id, 'c1');
      }
    }
  }
  assert.deepEqual(failures, []);
});

test('cursor tampering: a stream goes on from an id that it gave out, and from no other', async (t) => {
  const failures: unknown[] = [];
  const repository = await freshSqlRepository();
  const { listen } = listeningApp(t, { repository, log: (error) => failures.push(error) });
  const { end } = (await repository.log({ limit: 0 }))!;
  const ours = [end.log, end.transaction, end.entry, Date.now()];
  assert.equal((await listen('owner', ['c1'], cursorOf(ours))).response.status, 200);
  const forged: unknown[] = [
    ['another', ...ours.slice(1)],
    [end.log, '999999999999999999', '0', Date.now()],
    [end.log, '99999999999999999999', '0', Date.now()],
    [end.log, end.transaction, '99999999999999999999', Date.now()],
    [end.log, '-1', '0', Date.now()],
    [end.log, "0' or 1=1 --", '0', Date.now()],
    [end.log, end.transaction, end.entry, 0],
    [end.log, end.transaction, end.entry, 'now'],
    [...ours, 1],
    ours.slice(0, 3),
    {},
    null,
  ];
  for (const value of forged) {
    const { response } = await listen('owner', ['c1'], cursorOf(value));
    assert.equal(response.status, 410, JSON.stringify(value));
  }
  assert.deepEqual(failures, []);
});
