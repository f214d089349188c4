/** Every route × what strangers send: refused plainly and with nothing changed, never with a failure of the server. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Authenticate } from '../../demo/server/authenticate.ts';
import { fixedData } from '../../demo/server/data/fixed.ts';
import { memoryRepository } from '../../demo/server/memory/repository.ts';
import { type Call, followers, makeApp, owner } from '../support/app.ts';
import { isWrite, requestOf, type Route, ROUTES, routesOf } from '../support/routes.ts';

const LONG = 'x'.repeat(201);
const BAD_IDS = [LONG, '%00', '%ED%A0%80', '%FF', '%zz', '%'];
const BAD_CURSORS = ['', '1', '%00', encodeURIComponent("' or 1=1 --"), 'WyJhIl0=', 'A'.repeat(9000)];

/** An app of which no request is a surprise; `unchanged` holds its record against the data it began with. */
function strictApp() {
  const failures: unknown[] = [];
  const made = makeApp({ log: (error) => failures.push(error) });
  const key = { tenant: 'northwind', type: 'contact', id: 'c1' };
  return {
    ...made,
    async refuses(as: string | null, request: string, expected: [number, string], call?: Call) {
      const { status, body, headers } = await made.ask(as, request, call);
      const said = [status, body.code, headers.get('content-type')];
      assert.deepEqual(said, [...expected, 'application/problem+json'], request.slice(0, 120));
    },
    async unchanged() {
      assert.deepEqual(failures, []);
      const data = memoryRepository(fixedData());
      assert.deepEqual(await made.repository.find(key), await data.find(key));
    },
  };
}

const withBody = ROUTES.filter(({ json }) => json !== undefined);
const taking = (name: string) => ROUTES.filter(({ route }) => route.includes(name));
const PAGED = ROUTES.filter(({ query }) => query?.includes('limit'));

/** The request of a paged route with this query alone. */
const paged = (route: Route, query: string) => requestOf({ ...route, query });

test('the table has every route of the app, and each of its requests is answered', async () => {
  const { app } = makeApp();
  const requests = ROUTES.map((route) => requestOf(route).split('?')[0]!);
  const missing = routesOf(app).filter((route) => !requests.some((request) => route.test(request)));
  assert.deepEqual(missing, []);
  for (const route of ROUTES) {
    const { status } = await makeApp().ask('owner', requestOf(route), route);
    assert.ok(status < 300, `${route.route} is answered ${status}`);
  }
});

test('a body that is no JSON object is refused', async () => {
  const { refuses, unchanged } = strictApp();
  for (const route of withBody) {
    const bodies = ['', '{', '{"add":[', 'null', '7', '"text"', '[]', '[{}]', 'true', '{"a":1}{}', '\uFFFE'];
    for (const json of bodies)
      await refuses('owner', requestOf(route), [400, 'invalid-request'], { ...route, json });
  }
  await unchanged();
});

test('a body in another encoding, or of another type, is refused', async () => {
  const { app, refuses, unchanged } = strictApp();
  for (const route of withBody) {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', '']) {
      const headers = { ...route.headers, 'Content-Type': type };
      await refuses('owner', requestOf(route), [415, 'invalid-request'], { ...route, headers });
    }
    const [method, path] = requestOf(route).split(' ') as [string, string];
    const latin = await app.request(path, {
      method,
      headers: { ...route.headers, Authorization: 'Bearer owner', 'Content-Type': 'application/json' },
      body: Uint8Array.of(0x7b, 0x22, 0xe9, 0x22, 0x3a, 0x31, 0x7d),
    });
    assert.equal(latin.status, 400, path);
  }
  await unchanged();
});

test('a body of more than 64 KiB is refused, whether or not it says how long it is', async () => {
  const { app, refuses, unchanged } = strictApp();
  for (const route of withBody) {
    const json = { ...(route.json as object), padding: 'x'.repeat(70_000) };
    await refuses('owner', requestOf(route), [413, 'invalid-request'], { ...route, json });
    const [method, path] = requestOf(route).split(' ') as [string, string];
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(1024).fill(0x20));
        sent++;
      },
    });
    const { status } = await app.request(path, {
      method,
      headers: { ...route.headers, Authorization: 'Bearer owner', 'Content-Type': 'application/json' },
      body: endless,
      duplex: 'half',
    } as RequestInit);
    assert.equal(status, 413, path);
    assert.ok(sent < 100, `${sent} KiB were read`);
  }
  await unchanged();
});

test('members of the wrong type are refused', async () => {
  const { refuses, unchanged } = strictApp();
  const bad: Record<string, unknown[]> = {
    add: ['u101', [7], [null], [['u101']], [LONG], { 0: 'u101' }],
    remove: ['u101', [true], ['..']],
    owner: ['u101', 7, { userId: 7 }, { userId: 'u101', keepPrevious: 'yes' }],
    userId: [7, null, LONG, '', '.', ['u101'], '\u0000'],
    records: [null, 'contact:c1', ['c1'], [{ type: 'contact' }], [{ type: 'Contact', id: 'c1' }]],
    phone: [7, [], LONG],
    name: [7, null, '', LONG],
    contactId: [7, null, '..'],
    followers: ['u101', [7]],
  };
  for (const route of withBody) {
    for (const member of Object.keys(route.json as object)) {
      assert.ok(bad[member], `there are bad values for "${member}"`);
      for (const value of bad[member]) {
        const json = { ...(route.json as object), [member]: value };
        await refuses('owner', requestOf(route), [400, 'invalid-request'], { ...route, json });
      }
    }
  }
  await unchanged();
});

test('ids and types that are none are refused, before it is asked what they name', async () => {
  const { refuses, unchanged } = strictApp();
  for (const as of ['owner', 'rob']) {
    // In a path these two are no ids but ways to another one.
    for (const id of ['.', '..', '%2E%2E']) {
      await refuses(as, `GET /api/users?id=${id}`, [400, 'invalid-request']);
      await refuses(as, `GET /api/users?for=contact:${id}`, [400, 'invalid-request']);
      for (const route of taking(':id')) {
        await refuses(as, requestOf(route, { id }), [404, 'not-found'], route);
      }
    }
    for (const id of BAD_IDS) {
      for (const route of taking(':id')) {
        await refuses(as, requestOf(route, { id }), [400, 'invalid-request'], route);
      }
      for (const route of taking(':userId')) {
        await refuses(as, requestOf(route, { userId: id }), [400, 'invalid-request'], route);
      }
      await refuses(as, `GET /api/users?id=${id}`, [400, 'invalid-request']);
      await refuses(as, `GET /api/users?for=contact:${id}`, [400, 'invalid-request']);
    }
    for (const type of ['Contact', '1', '_', 'con%20tact', LONG, '%00', 'contact%2Fc1']) {
      for (const route of taking(':type')) {
        await refuses(as, requestOf(route, { type }), [400, 'invalid-request'], route);
      }
    }
  }
  await unchanged();
});

test('ids that nobody has, and those of another tenant, are answered alike', async () => {
  const { ask, unchanged } = strictApp();
  for (const route of taking(':id')) {
    const [absent, foreign] = [
      await ask('admin', requestOf(route, { id: 'there-is-none' }), route),
      await ask('admin', requestOf(route, { id: 'x1' }), route),
    ];
    assert.equal(absent.status, 404, route.route);
    assert.deepEqual([foreign.status, foreign.body], [absent.status, absent.body], route.route);
  }
  for (const method of ['PUT', 'DELETE']) {
    const request = (userId: string) => ask('owner', `${method} ${followers('c1')}/${userId}`);
    const [absent, foreign] = [await request('nobody'), await request('stranger')];
    assert.deepEqual([foreign.status, foreign.body], [absent.status, absent.body], method);
  }
  await unchanged();
});

test('cursors that are none, or of another list, are refused', async () => {
  const { ask, refuses } = strictApp();
  assert.equal(PAGED.length, 3);
  const cursors: Record<string, string> = {};
  for (const route of PAGED) {
    for (const cursor of BAD_CURSORS) {
      await refuses('owner', paged(route, `cursor=${cursor}`), [400, 'invalid-request']);
      await refuses('rob', paged(route, `cursor=${cursor}`), [400, 'invalid-request']);
    }
    cursors[route.route] = (await ask('owner', paged(route, 'limit=1'))).body.nextCursor as string;
    assert.equal((await ask('owner', paged(route, `cursor=${cursors[route.route]}`))).status, 200);
  }
  const ofHistory = cursors[PAGED.find(({ route }) => route.endsWith('history'))!.route]!;
  for (const route of PAGED.filter(({ route: name }) => !name.endsWith('history'))) {
    await refuses('owner', paged(route, `cursor=${ofHistory}`), [400, 'invalid-request']);
  }
  const ofPeople = cursors['GET /api/users']!;
  for (const route of PAGED.filter(({ route: name }) => name !== 'GET /api/users')) {
    await refuses('owner', paged(route, `cursor=${ofPeople}`), [400, 'invalid-request']);
  }
});

test('page sizes that are none, and parameters said twice, are refused', async () => {
  const { refuses } = strictApp();
  for (const route of PAGED) {
    for (const limit of ['0', '101', '-1', '1.5', 'ten', '', '1e1', '99999', '٣']) {
      await refuses('owner', paged(route, `limit=${encodeURIComponent(limit)}`), [400, 'invalid-request']);
    }
    for (const twice of ['limit=1&limit=2', 'cursor=a&cursor=b']) {
      await refuses('owner', paged(route, twice), [400, 'invalid-request']);
    }
  }
  await refuses('owner', 'GET /api/users?query=a&query=b', [400, 'invalid-request']);
  await refuses('owner', `GET /api/users?query=${LONG}`, [400, 'invalid-request']);
  for (const place of ['c1', '', 'contact:', ':c1', 'Contact:c1', `contact:${LONG}`]) {
    await refuses('owner', `GET /api/users?for=${place}`, [400, 'invalid-request']);
  }
});

test('an If-Match that is no list of tags is refused, and a tag that does not match changes nothing', async () => {
  const { refuses, unchanged } = strictApp();
  const json = { userId: 'u101' };
  const asked = (tag: string): Call => ({ json, headers: { 'If-Match': tag } });
  for (const tag of ['', '4', '*', '"4', '4"', '"4" "5"', 'W/4', '"4",', "'4'", '"4 "']) {
    await refuses('owner', `PUT ${owner('c1')}`, [400, 'invalid-request'], asked(tag));
    const many = { ...asked(tag), json: { owner: json } };
    await refuses('owner', `POST ${followers('c1')}`, [400, 'invalid-request'], many);
  }
  for (const tag of ['"3"', '"04"', 'W/"4"', '"5", "6"', '""', '"99999999999999999999"']) {
    await refuses('owner', `PUT ${owner('c1')}`, [412, 'version-mismatch'], asked(tag));
  }
  await unchanged();
});

test('an expired token signs nobody in, on any route', async () => {
  const repository = memoryRepository(fixedData());
  const expires = Date.UTC(2026, 10, 24);
  let time = expires - 1;
  const authenticate: Authenticate = async ({ headers }) => {
    const account = await repository.account('owner');
    const good = headers.get('authorization') === 'Bearer token' && time < expires;
    return account && good ? { account, ambient: false } : undefined;
  };
  const { ask } = makeApp({ repository, authenticate });
  assert.equal((await ask('token', `GET ${followers('c1')}`)).status, 200);
  time = expires;
  for (const route of ROUTES) {
    const { status, body } = await ask('token', requestOf(route), route);
    assert.deepEqual([status, body.code], [401, 'not-authenticated'], route.route);
  }
  const before = memoryRepository(fixedData());
  const key = { tenant: 'northwind', type: 'contact', id: 'c1' };
  assert.deepEqual(await repository.find(key), await before.find(key));
});

test('the same write twice has happened once', async () => {
  for (const route of ROUTES.filter((each) => isWrite(each) && each.route.includes('followers'))) {
    const { ask, repository } = makeApp();
    const key = { tenant: 'northwind', type: 'contact', id: 'c1' };
    await ask('owner', requestOf(route), route);
    const once = await repository.find(key);
    const { status } = await ask('owner', requestOf(route), route);
    assert.ok(status < 300, `${route.route} again is answered ${status}`);
    assert.deepEqual(await repository.find(key), once, route.route);
  }
});

test('another method of a route is refused with those that there are', async () => {
  const { ask } = makeApp();
  const paths = new Set(ROUTES.map((route) => requestOf(route).split(/[ ?]/)[1]!));
  for (const path of paths) {
    const { status, body, headers } = await ask('owner', `LOCK ${path}`);
    assert.deepEqual([status, body.code], [405, 'invalid-request'], path);
    const allowed = headers.get('allow')?.split(', ') ?? [];
    const own = ROUTES.filter((route) => requestOf(route).split(/[ ?]/)[1] === path);
    for (const { route } of own)
      assert.ok(allowed.includes(route.split(' ')[0]!), `${route}: ${allowed.join()}`);
  }
});
