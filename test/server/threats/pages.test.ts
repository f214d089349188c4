/** What pages of other origins might try with the browser of somebody who is signed in. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Identity } from '../../../demo/server/authenticate.ts';
import { fixedData } from '../../../demo/server/data/fixed.ts';
import { memoryRepository } from '../../../demo/server/memory/repository.ts';
import { followers, makeApp } from '../../support/app.ts';
import { isWrite, requestOf, ROUTES } from '../../support/routes.ts';

const CRM = 'https://crm.example';
const EVIL = 'https://evil.example';
const c1 = { tenant: 'northwind', type: 'contact', id: 'c1' };

/** An app in which the browser signs in by itself, so that any page could cause a request. */
const withCookie = (origins?: string[]) => {
  const repository = memoryRepository(fixedData());
  const authenticate = async (): Promise<Identity | undefined> => {
    const account = await repository.account('owner');
    return account && { account, ambient: true };
  };
  return makeApp({ repository, authenticate, origins });
};

test('CSRF: a write with a cookie needs the header that a form of a foreign page can’t send', async () => {
  const { ask, repository } = withCookie();
  for (const route of ROUTES.filter(isWrite)) {
    for (const headers of [{}, { 'X-CRM-Followers': '0' }, { 'X-CRM-Followers': '' }] as Record<
      string,
      string
    >[]) {
      const call = { ...route, headers: { ...route.headers, ...headers } };
      const { status, body } = await ask(null, requestOf(route), call);
      assert.deepEqual([status, body.code], [403, 'action-forbidden'], route.route);
    }
  }
  assert.deepEqual(await repository.find(c1), await memoryRepository(fixedData()).find(c1));
});

test('CSRF: a write with a cookie from a page of another origin is refused even with the header', async () => {
  for (const [origins, origin, allowed] of [
    [undefined, EVIL, false],
    [undefined, 'null', false],
    [undefined, 'nonsense', false],
    [[CRM], EVIL, false],
    [[CRM], `${CRM}.evil.example`, false],
    [[CRM], `${CRM}:8443`, false],
    [[CRM], CRM, true],
    // The page's own, whatever ends TLS in front of the app.
    [undefined, 'http://localhost', true],
    [undefined, 'https://localhost', true],
  ] as const) {
    for (const route of ROUTES.filter(isWrite)) {
      const { ask } = withCookie(origins ? [...origins] : undefined);
      const headers = { ...route.headers, Origin: origin, 'X-CRM-Followers': '1' };
      const { status } = await ask(null, requestOf(route), { ...route, headers });
      assert.equal(status !== 403, allowed, `${route.route} from ${origin}`);
    }
  }
});

test('CSRF: what a browser may fetch for a picture or a link changes nothing', async () => {
  const { ask, repository } = withCookie();
  for (const route of ROUTES.filter((each) => !isWrite(each))) await ask(null, requestOf(route), route);
  assert.deepEqual(await repository.find(c1), await memoryRepository(fixedData()).find(c1));
});

const CORS = [
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-allow-methods',
];

test('CORS: without a list no page of another origin is let in', async () => {
  const { ask } = makeApp();
  for (const [as, request] of [
    ['owner', `GET ${followers('c1')}`],
    [null, `GET ${followers('c1')}`],
    [null, `OPTIONS ${followers('c1')}`],
  ] as const) {
    const headers = { Origin: EVIL, 'Access-Control-Request-Method': 'PUT' };
    const answer = await ask(as, request, { headers });
    for (const name of CORS) assert.equal(answer.headers.get(name), null, `${request} ${name}`);
  }
});

test('CORS: only a listed origin is let in, by name, with the headers that it needs', async () => {
  const { ask } = makeApp({ origins: [CRM] });
  const read = async (Origin: string, as: string | null = 'owner') =>
    (await ask(as, `GET ${followers('c1')}`, { headers: { Origin } })).headers;
  const good = await read(CRM);
  assert.equal(good.get('access-control-allow-origin'), CRM);
  assert.equal(good.get('access-control-allow-credentials'), 'true');
  assert.deepEqual(good.get('access-control-expose-headers')?.split(/, ?/), ['ETag', 'Retry-After']);
  assert.equal(good.get('vary'), 'Authorization, Cookie, Origin');
  // A refusal can be read as well.
  assert.equal((await read(CRM, null)).get('access-control-allow-origin'), CRM);
  for (const origin of [
    EVIL,
    'null',
    '*',
    CRM.toUpperCase(),
    `${CRM}/`,
    `${CRM}.evil.example`,
    'http://crm.example',
  ]) {
    const bad = await read(origin);
    assert.equal(bad.get('access-control-allow-origin'), null, origin);
    assert.equal(bad.get('vary'), 'Authorization, Cookie, Origin');
  }
  const preflight = (Origin: string, path = followers('c1')) =>
    ask(null, `OPTIONS ${path}`, {
      headers: {
        ...{ Origin, 'Access-Control-Request-Method': 'PUT' },
        'Access-Control-Request-Headers': 'authorization,if-match,x-crm-followers',
      },
    });
  const { status, headers } = await preflight(CRM);
  assert.equal(status, 204);
  assert.equal(headers.get('access-control-allow-origin'), CRM);
  assert.match(headers.get('access-control-allow-headers')!, /Authorization.*If-Match.*X-CRM-Followers/);
  assert.match(headers.get('access-control-allow-methods')!, /PUT.*DELETE/);
  assert.equal((await preflight(EVIL)).headers.get('access-control-allow-origin'), null);
  // The demo's own routes are nobody else's business.
  const own = await preflight(CRM, '/crm/contacts');
  assert.equal(own.headers.get('access-control-allow-origin'), null);
});

test('caches: no answer of any route is kept for somebody else, refusals neither', async () => {
  const { ask } = makeApp();
  for (const route of ROUTES) {
    for (const as of ['owner', 'rob', null]) {
      const { headers } = await ask(as, requestOf(route), route);
      assert.equal(headers.get('cache-control'), 'private, no-cache', `${as} ${route.route}`);
      assert.equal(headers.get('vary'), 'Authorization, Cookie', `${as} ${route.route}`);
    }
  }
});

test('SSRF: the address of a picture is handed on and never fetched', async (t) => {
  const fetched = t.mock.method(globalThis, 'fetch', () => Promise.reject(new Error('fetched')));
  const { people, records } = fixedData();
  const avatarUrl = 'http://169.254.169.254/latest/meta-data';
  const repository = memoryRepository({
    people: people.map((person) => ({ ...person, avatarUrl })),
    records,
  });
  const { ask } = makeApp({ repository });
  for (const route of ROUTES) await ask('owner', requestOf(route), route);
  assert.equal((await ask('owner', 'GET /api/users?id=rita')).body.items[0].avatarUrl, avatarUrl);
  assert.equal(fetched.mock.callCount(), 0);
});
