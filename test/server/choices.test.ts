/** Where the contract leaves a host the choice: what this backend does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedData } from '../../demo/server/data/fixed.ts';
import { memoryRepository } from '../../demo/server/memory/repository.ts';
import { sees } from '../../demo/server/visibility.ts';
import { followers, makeApp } from '../support/app.ts';

test('what cannot be a path, an id or a type is 400, not merely unknown', async () => {
  const { ask } = makeApp();
  for (const id of ['%zz', '%ED%A0%80', '%FF', '%', '%00', 'x'.repeat(201)]) {
    for (const request of [
      `GET ${followers(id)}`,
      `PUT ${followers('c1')}/${id}`,
      `GET /crm/contacts/${id}`,
    ]) {
      const { status, body } = await ask('owner', request);
      assert.deepEqual([status, body.code], [400, 'invalid-request'], request.slice(0, 80));
    }
  }
  assert.equal((await ask('owner', `GET ${followers('c1', 'Contact')}`)).status, 400);
});

test('a query that is not percent-encoded UTF-8, or says a thing twice, is 400', async () => {
  const { ask } = makeApp();
  for (const query of [
    'query=%FF',
    'query=%',
    'query=%ED%A0%80',
    'limit=2&limit=3',
    'for=contact:c1&for=contact:c1',
  ]) {
    const { status, body } = await ask('owner', `GET /api/users?${query}`);
    assert.deepEqual([status, body.code], [400, 'invalid-request'], query);
  }
  assert.equal((await ask('owner', 'GET /crm/contacts?cursor=%FF')).status, 400);
});

test('a method that a path does not have is 405 and told which it has; a path that is none is 404', async () => {
  const { ask } = makeApp();
  for (const [request, allowed] of [
    [`DELETE ${followers('c1')}`, 'GET, HEAD, POST'],
    [`GET ${followers('c1')}/rita`, 'PUT, DELETE'],
    ['DELETE /api/records/contact/c1/owner', 'PUT'],
    ['PUT /crm/contacts/c1', 'GET, HEAD, PATCH'],
    ['DELETE /crm/opportunities', 'GET, HEAD, POST'],
  ] as const) {
    const { status, body, headers } = await ask('owner', request);
    assert.deepEqual([status, body.code, body.status], [405, 'invalid-request', 405], request);
    assert.equal(headers.get('allow'), allowed, request);
    assert.equal(headers.get('content-type'), 'application/problem+json');
  }
  for (const request of ['GET /api/nothing', 'POST /crm/nothing', 'PUT /crm/people']) {
    assert.equal((await ask('owner', request)).status, 404, request);
  }
});

test('a body that breaks off is the fault of the client and nothing to log', async () => {
  const logged: unknown[] = [];
  const { app } = makeApp({ log: (error) => logged.push(error) });
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"userId":'));
      controller.error(new Error('aborted'));
    },
  });
  const headers = { Authorization: 'Bearer owner', 'Content-Type': 'application/json', 'If-Match': '"4"' };
  const init = { method: 'PUT', headers, body, duplex: 'half' };
  const { status } = await app.request('/api/records/contact/c1/owner', init);
  assert.deepEqual([status, logged], [400, []]);
});

test('a previous owner who can no longer follow is not taken for the new one', async () => {
  const data = fixedData();
  const people = data.people.map((person) => (person.id === 'owner' ? { ...person, active: false } : person));
  const { ask } = makeApp({ repository: memoryRepository({ ...data, people }) });
  const change = (userId: string, keepPrevious: boolean) =>
    ask('admin', 'PUT /api/records/contact/c1/owner', {
      json: { userId, keepPrevious },
      headers: { 'If-Match': '"4"' },
    });
  const { status, body } = await change('colleague', true);
  assert.deepEqual([status, body.code, body.reason], [422, 'user-not-assignable', 'check']);
  assert.equal(body.detail, "The previous owner's account is inactive and can't stay as a follower.");
  assert.equal((await change('gone', true)).body.reason, 'user-inactive', 'the new owner is judged first');
  assert.equal((await change('colleague', false)).status, 200);
});

test('ids may hold anything else, percent-encoded', async () => {
  const data = fixedData();
  const ids = [
    'a/b',
    '100%',
    'ä ö',
    '%41',
    '?',
    '#',
    '...',
    '+',
    'c:1',
    '\u{1F600}',
    "'; drop table record; --",
  ];
  const [first] = data.records;
  const records = ids.map((id) => ({ ...first!, key: { ...first!.key, id } }));
  const { ask } = makeApp({ repository: memoryRepository({ ...data, records }) });
  for (const id of ids) {
    const { status, body } = await ask('owner', `GET ${followers(encodeURIComponent(id))}`);
    assert.deepEqual([status, body.record?.id], [200, id], id);
    const found = await ask('owner', `GET /api/users?for=${encodeURIComponent(`contact:${id}`)}`);
    assert.equal(found.status, 200, id);
  }
});

test('assignable speaks of the person alone, not of ties or places that the page sees itself', async () => {
  const { ask } = makeApp();
  for (const record of ['c1', 'c-full']) {
    const { body } = await ask('owner', `GET /api/users?limit=50&for=contact:${record}`);
    for (const { id, assignable, access } of body.items) {
      assert.deepEqual(assignable, id === 'gone' ? { reason: 'user-inactive' } : true, `${id} on ${record}`);
      if (id === 'gone') assert.equal(access, 'none', 'nobody gets in with a closed account');
      if (id === 'owner') assert.equal(access, 'edit', 'owning gives access without following');
    }
  }
});

test('without `for`, nothing is said of a record', async () => {
  const { body } = await makeApp().ask('owner', 'GET /api/users?query=tom');
  assert.deepEqual(Object.keys(body.items[0]), ['id', 'name', 'description', 'email', 'active']);
});

test('a page that ends with the last person has no successor', async () => {
  const { ask } = makeApp();
  const silvas = await ask('owner', 'GET /api/users?query=silva&limit=3');
  assert.deepEqual([silvas.body.items.length, silvas.body.nextCursor], [3, null]);
  assert.notEqual((await ask('owner', 'GET /api/users?query=silva&limit=2')).body.nextCursor, null);
  const contacts = await ask('owner', 'GET /crm/contacts?limit=5');
  assert.deepEqual([contacts.body.items.length, contacts.body.nextCursor], [5, null]);
});

test('people are found by the beginning of any word of name and address, all words counting', async () => {
  const { ask } = makeApp();
  const find = async (query: string) =>
    (await ask('owner', `GET /api/users?limit=50&query=${encodeURIComponent(query)}`)).body.items.map(
      ({ id }: { id: string }) => id,
    );
  assert.deepEqual(await find('jos'), ['u101']);
  assert.deepEqual(await find('ALVAREZ jose'), ['u101']);
  assert.deepEqual(await find('sorby'), ['rita']);
  assert.deepEqual(await find('zolc'), ['u108']);
  assert.deepEqual(await find('mehta@northwind'), ['owner']);
  assert.deepEqual(await find('小'), ['u109']);
  assert.deepEqual(await find('ריטה'), []);
  assert.deepEqual(await find('maria keller'), []);
  assert.equal((await find('x'.repeat(200))).length, 0);
  const { status } = await ask('owner', `GET /api/users?query=${'x'.repeat(201)}`);
  assert.equal(status, 400);
});

test('a record of another tenant is not visible to anybody, whatever found it', async () => {
  const { repository } = makeApp();
  const record = (await repository.find({ tenant: 'southridge', type: 'contact', id: 'x1' }))!;
  const rules = { limit: 10, now: () => new Date(), newId: () => 'n', log: () => {} };
  assert.equal(sees((await repository.account('admin'))!, record, rules), false);
  assert.equal(sees((await repository.account('stranger'))!, record, rules), true);
});

test('tags that are weak, or a list, are read as HTTP has them, and "*" is not taken for a version', async () => {
  const change = async (match: string) => {
    const { status } = await makeApp().ask('owner', 'PUT /api/records/contact/c1/owner', {
      json: { userId: 'colleague' },
      headers: { 'If-Match': match },
    });
    return status;
  };
  assert.equal(await change('"4"'), 200);
  assert.equal(await change('"3", "4"'), 200);
  assert.equal(await change('W/"4"'), 412);
  for (const match of ['*', '4', '"4', '', '"4" "5"', ',']) assert.equal(await change(match), 400, match);
});
