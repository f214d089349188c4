/** One request: where it goes, how long it may take, and what a page may do to it. */
import assert from 'node:assert/strict';
import { afterEach, test, type TestContext } from 'node:test';
import { type ClientOptions, request, urlOf } from '../../src/data/client.ts';
import { fakeFetch } from '../support/fake-fetch.ts';

const endpoint = 'https://crm.example/api';
const setupProblem = { name: 'Problem', code: 'setup' };

function setGlobal(key: 'document' | 'fetch', value: unknown): void {
  Object.defineProperty(globalThis, key, { value, configurable: true, writable: true });
}

const nativeFetch = fetch;
afterEach(() => {
  setGlobal('fetch', nativeFetch);
  Reflect.deleteProperty(globalThis, 'document');
  Reflect.deleteProperty(navigator, 'onLine');
  Reflect.deleteProperty(Object.prototype, 'toJSON');
});

test('the endpoint may be relative or absolute, and end as it likes', () => {
  setGlobal('document', { baseURI: 'https://crm.example/app/page.html?x=1#top' });
  const rows = [
    ['/api', 'https://crm.example/api/users'],
    ['/api/', 'https://crm.example/api/users'],
    ['/api//', 'https://crm.example/api/users'],
    ['api', 'https://crm.example/app/api/users'],
    ['.', 'https://crm.example/app/users'],
    ['/', 'https://crm.example/users'],
    [' /api ', 'https://crm.example/api/users'],
    ['//other.example/v1', 'https://other.example/v1/users'],
    ['http://localhost:5173/api', 'http://localhost:5173/api/users'],
    ['/api#part', 'https://crm.example/api/users'],
  ] as const;
  for (const [given, expected] of rows) assert.equal(urlOf(given, '/users'), expected);
});

test('the query string of the endpoint is kept as written, and ours comes after it', () => {
  const query = { query: 'a b', cursor: '1&2' };
  assert.equal(urlOf('https://a.example/x/?key=a%20b', '/users'), 'https://a.example/x/users?key=a%20b');
  assert.equal(
    urlOf('https://a.example/x?key=a%20b&sig', '/users', query),
    'https://a.example/x/users?key=a%20b&sig&query=a+b&cursor=1%262',
  );
  assert.equal(
    urlOf('https://a.example/x?', '/users', query),
    'https://a.example/x/users?query=a+b&cursor=1%262',
  );
});

test('an endpoint that is no http address is a setup problem, before anybody is asked for a token', async () => {
  setGlobal('document', { baseURI: 'https://crm.example/' });
  for (const bad of [
    undefined,
    '',
    '  ',
    'ftp://crm.example',
    'http://',
    'javascript:alert(1)',
    'httpx://a/b',
  ]) {
    assert.throws(() => urlOf(bad, '/users'), setupProblem);
  }
  const getToken = () => assert.fail('asked for a token');
  await assert.rejects(request({ endpoint: 'data:,x', getToken }, { path: '/users' }), setupProblem);
});

test('a relative endpoint without a document is a setup problem', () => {
  assert.throws(() => urlOf('/api', '/users'), setupProblem);
});

test('fetch is looked up for each request, so that a page may wrap it at any time', async () => {
  const early = fakeFetch({ onRequest: (call) => call.answer(200, { by: 'early' }) });
  const late = fakeFetch({ onRequest: (call) => call.answer(200, { by: 'late' }) });
  const options = { endpoint };
  setGlobal('fetch', early.fetch);
  assert.deepEqual(await request(options, { path: '/users' }), { by: 'early' });
  setGlobal('fetch', late.fetch);
  assert.deepEqual(await request(options, { path: '/users' }), { by: 'late' });
});

test('a stand-in for fetch is called as fetch is: without a this, with an address and an init', async () => {
  let seen: unknown[] = [];
  async function fetcher(this: unknown, ...args: unknown[]): Promise<Response> {
    seen = [this, typeof args[0], args.length];
    return Response.json({});
  }
  await request({ endpoint, fetcher }, { path: '/users' });
  assert.deepEqual(seen, [undefined, 'string', 2]);
});

test('a body survives a page that gives every object a toJSON of its own, and the lists in it do', async () => {
  // As old versions of Prototype.js do to lists, only worse.
  Object.defineProperty(Object.prototype, 'toJSON', { value: () => 'spoiled', configurable: true });
  const { fetch: fetcher, requests } = fakeFetch({ onRequest: (call) => call.answer(204) });
  await request(
    { endpoint, fetcher },
    { method: 'PUT', path: '/o', body: { userId: 'u1', keepPrevious: true, add: ['u2'], none: undefined } },
  );
  assert.equal(requests[0]!.init.body, '{"userId":"u1","keepPrevious":true,"add":["u2"]}');
});

test('a request with a token never follows a redirect, wherever the token comes from', async () => {
  const rows: [ClientOptions, RequestRedirect][] = [
    [{}, 'follow'],
    [{ headers: { 'X-CSRF-Token': '1' } }, 'follow'],
    [{ getToken: () => 't' }, 'error'],
    [{ headers: { authorization: 'Basic abc' } }, 'error'],
  ];
  for (const [options, redirect] of rows) {
    const { fetch: fetcher, requests } = fakeFetch({ onRequest: (call) => call.answer(200, {}) });
    await request({ endpoint, fetcher, ...options }, { path: '/users' });
    assert.equal(requests[0]!.init.redirect, redirect);
  }
});

/** Starts a request under a fake clock and waits until it has been sent. */
async function sent(t: TestContext, method?: 'PUT', deaf = false) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { fetch: fetcher, next } = fakeFetch({ deaf });
  const controller = new AbortController();
  const running = request({ endpoint, fetcher }, { path: '/x', method, signal: controller.signal });
  let settled = false;
  const settle = () => (settled = true);
  running.then(settle, settle);
  return { running, call: await next(), controller, settled: () => settled };
}

for (const [method, limit] of [
  [undefined, 15_000],
  ['PUT', 20_000],
] as const) {
  for (const deaf of [false, true]) {
    const who = deaf ? ', even if the fetch of the page ignores signals' : '';
    test(`${method ?? 'GET'} is given up after ${limit / 1000} seconds${who}`, async (t) => {
      const { running, call, settled } = await sent(t, method, deaf);
      t.mock.timers.tick(limit - 1);
      await new Promise(setImmediate);
      assert.deepEqual([settled(), call.aborted], [false, false]);
      t.mock.timers.tick(1);
      await assert.rejects(running, { name: 'Problem', code: 'timeout' });
      assert.equal(call.aborted, true);
    });

    test(`${method ?? 'GET'} that is given up by the caller is an AbortError, never a Problem${who}`, async (t) => {
      const { running, call, controller } = await sent(t, method, deaf);
      controller.abort();
      await assert.rejects(running, { name: 'AbortError' });
      assert.equal(call.aborted, true);
    });
  }
}

test('a custom reason for giving up is an AbortError all the same', async (t) => {
  const { running, controller } = await sent(t);
  controller.abort('gone');
  await assert.rejects(running, { name: 'AbortError' });
});

test('what was given up before it began is not sent, nor after waiting for a token or for headers', async () => {
  const { fetch: fetcher, requests } = fakeFetch();
  await assert.rejects(request({ endpoint, fetcher }, { path: '/x', signal: AbortSignal.abort() }), {
    name: 'AbortError',
  });
  for (const key of ['getToken', 'headers'] as const) {
    const controller = new AbortController();
    let open!: (value: never) => void;
    const gate = new Promise<never>((resolve) => (open = resolve));
    const running = request(
      { endpoint, fetcher, [key]: () => gate },
      { path: '/x', signal: controller.signal },
    );
    controller.abort();
    await assert.rejects(running, { name: 'AbortError' });
    open({} as never);
    await new Promise(setImmediate);
  }
  assert.equal(requests.length, 0);
});

test('waiting for a token counts towards the time limit', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const running = request({ endpoint, getToken: () => new Promise(() => {}) }, { path: '/x' });
  await Promise.resolve();
  t.mock.timers.tick(15_000);
  await assert.rejects(running, { name: 'Problem', code: 'timeout' });
});

test('a body that never ends counts towards the time limit', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const endless = new Response(
    new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array([123])) }),
  );
  const running = request({ endpoint, fetcher: async () => endless }, { path: '/x' });
  await new Promise(setImmediate);
  t.mock.timers.tick(15_000);
  await assert.rejects(running, { name: 'Problem', code: 'timeout' });
});

test('nothing is left behind by a request that is over', async (t) => {
  const { running, call, controller } = await sent(t);
  call.answer(200, { fine: true });
  assert.deepEqual(await running, { fine: true });
  controller.abort();
  t.mock.timers.tick(60_000);
  assert.equal(call.aborted, false);
});

test('a network that does not answer is unavailable, or offline when the browser says so', async () => {
  const cause = new TypeError('Failed to fetch');
  const { fetch: fetcher } = fakeFetch({ onRequest: (call) => call.fail(cause) });
  await assert.rejects(request({ endpoint, fetcher }, { path: '/x' }), {
    name: 'Problem',
    code: 'unavailable',
    status: undefined,
    cause,
  });
  Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
  await assert.rejects(request({ endpoint, fetcher }, { path: '/x' }), {
    code: 'offline',
    status: undefined,
  });
});

test('a connection lost in the middle of the answer is a network failure, not a bad answer', async () => {
  const lost = new Response(
    new ReadableStream({
      start(stream) {
        stream.enqueue(new TextEncoder().encode('{"own'));
        stream.error(new TypeError('network error'));
      },
    }),
  );
  await assert.rejects(request({ endpoint, fetcher: async () => lost }, { path: '/x' }), {
    code: 'unavailable',
  });
});

test('a stand-in for fetch that gives up by itself, or throws, has failed like a network', async () => {
  const failures = [new DOMException('mine', 'AbortError'), new Error('Network Error'), 'down', undefined];
  for (const error of failures) {
    const { fetch: fetcher } = fakeFetch({ onRequest: (call) => call.fail(error ?? null) });
    await assert.rejects(request({ endpoint, fetcher }, { path: '/x' }), {
      name: 'Problem',
      code: 'unavailable',
    });
  }
  const fetcher = () => {
    throw new Error('no');
  };
  await assert.rejects(request({ endpoint, fetcher }, { path: '/x' }), {
    name: 'Problem',
    code: 'unavailable',
  });
});
