/** Bearer tokens: how often the host is asked, and what a 401 leads to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GetToken } from '../../src/data/token.ts';
import { restAdapter } from '../../src/data/rest-adapter.ts';
import { fakeFetch, type FakeRequest } from '../support/fake-fetch.ts';

const endpoint = 'https://crm.example/api';
const signedOut = { name: 'Problem', code: 'not-authenticated' };
const snapshot = { owner: null, followers: [] };
const bearer = (request: FakeRequest) => request.headers.get('Authorization');

/** A `getToken` that hands out t1, t2, … and counts; `load` uses it on an adapter of its own each time. */
function setup({
  onRequest,
  give = (n) => `t${n}`,
}: { onRequest?: (request: FakeRequest) => void; give?: (n: number) => ReturnType<GetToken> } = {}) {
  const fake = fakeFetch(onRequest && { onRequest });
  const host = { asked: 0 };
  const getToken = () => give(++host.asked);
  const load = (id = 'c1') =>
    restAdapter({ endpoint, getToken, fetcher: fake.fetch }).load({ type: 'contact', id }, {});
  return { ...fake, host, load };
}

/** The server's side: accepts only one token. */
const accepting = (token: string) => (request: FakeRequest) =>
  bearer(request) === `Bearer ${token}` ? request.answer(200, snapshot) : request.answer(401);

test('the token travels as a bearer token, and only in that header', async () => {
  const { load, requests } = setup({ onRequest: accepting('t1') });
  await load();
  assert.equal(bearer(requests[0]!), 'Bearer t1');
  assert.ok(!requests[0]!.url.href.includes('t1'));
});

test('a 401 asks for another token once and tries once more', async () => {
  const { load, requests, host } = setup({ onRequest: accepting('t2') });
  await load();
  assert.deepEqual(requests.map(bearer), ['Bearer t1', 'Bearer t2']);
  assert.equal(host.asked, 2);
});

test('a 401 after that means nobody is signed in', async () => {
  const { load, requests, host } = setup({ onRequest: accepting('none') });
  await assert.rejects(load(), { ...signedOut, status: 401 });
  assert.deepEqual([requests.length, host.asked], [2, 2]);
});

test('a 401 without getToken means so at once', async () => {
  const { fetch: fetcher, requests } = fakeFetch({ onRequest: (request) => request.answer(401) });
  await assert.rejects(restAdapter({ endpoint, fetcher }).load({ type: 'contact', id: 'c1' }, {}), signedOut);
  assert.equal(requests.length, 1);
});

for (const [what, token] of [
  ['the same dead token', 'dead'],
  ['another dead token', undefined],
] as const) {
  test(`twenty widgets that are answered 401 ask once more together, each retries once, given ${what}`, async () => {
    const { load, requests, host, next } = setup({ give: (n) => token ?? `t${n}` });
    const loads = Array.from({ length: 20 }, (_, i) => assert.rejects(load(`c${i}`), signedOut));
    const first = await Promise.all(loads.map(() => next()));
    assert.equal(host.asked, 1);
    // One after another, each retry under way before the next 401 comes in.
    for (const request of first) {
      request.answer(401);
      const retry = await next();
      assert.equal(retry.url.pathname, request.url.pathname);
      retry.answer(401);
    }
    await Promise.all(loads);
    assert.deepEqual([host.asked, requests.length], [2, 40]);
  });
}

test('a late 401 to an old token uses the new one without asking again', async () => {
  const { load, next, host } = setup();
  const slow = load('slow');
  const fast = load('fast');
  const [first, second] = [await next(), await next()];
  second.answer(401);
  (await next()).answer(200, snapshot);
  await fast;
  assert.equal(host.asked, 2);
  first.answer(401);
  const retry = await next();
  assert.equal(bearer(retry), 'Bearer t2');
  retry.answer(200, snapshot);
  await slow;
  assert.equal(host.asked, 2);
});

test('the new token is kept while the retry is under way', async () => {
  const { load, next, host } = setup();
  const first = load('first');
  (await next()).answer(401);
  const retry = await next();
  const second = load('second');
  const other = await next();
  assert.deepEqual([bearer(retry), bearer(other), host.asked], ['Bearer t2', 'Bearer t2', 2]);
  for (const request of [retry, other]) request.answer(200, snapshot);
  await Promise.all([first, second]);
});

test('one question is under way at a time, and all who wait get its answer', async () => {
  let open!: (token: string) => void;
  const gate = new Promise<string>((resolve) => (open = resolve));
  const { load, requests, host } = setup({ give: () => gate, onRequest: accepting('late') });
  const loads = [load('a'), load('b'), load('c')];
  await new Promise(setImmediate);
  assert.deepEqual([host.asked, requests.length], [1, 0]);
  open('late');
  await Promise.all(loads);
  assert.deepEqual([host.asked, requests.length], [1, 3]);
});

test('the first request after a pause asks again, so that somebody else who signed in is noticed', async () => {
  const people = ['ada', 'tom'];
  const { load, requests } = setup({
    give: (n) => people[n - 1]!,
    onRequest: (request) => request.answer(200, snapshot),
  });
  await load();
  await load();
  assert.deepEqual(requests.map(bearer), ['Bearer ada', 'Bearer tom']);
});

test('no token means nobody is signed in, and nothing is sent', async () => {
  const cause = new Error('session is over');
  const gives: (() => ReturnType<GetToken>)[] = [
    () => '',
    () => null,
    () => undefined,
    () => Promise.resolve(''),
    () => Promise.reject(cause),
    () => {
      throw cause;
    },
  ];
  for (const give of gives) {
    const { load, requests } = setup({ give });
    await assert.rejects(load(), signedOut);
    assert.equal(requests.length, 0);
  }
  await assert.rejects(setup({ give: () => Promise.reject(cause) }).load(), { ...signedOut, cause });
});

test('a host that has no token for a moment is asked again by the next request', async () => {
  const { load, host } = setup({ give: (n) => (n === 1 ? null : 't2'), onRequest: accepting('t2') });
  await assert.rejects(load(), signedOut);
  await load();
  assert.equal(host.asked, 2);
});

test('a token that cannot be renewed ends every request that waits for it, after one question', async () => {
  const { load, requests, host, next } = setup({
    give: (n) => (n === 1 ? 't1' : Promise.reject(new Error())),
  });
  const loads = ['a', 'b', 'c'].map((id) => assert.rejects(load(id), signedOut));
  for (const request of [await next(), await next(), await next()]) {
    request.answer(401);
    await new Promise(setImmediate);
  }
  await Promise.all(loads);
  assert.deepEqual([host.asked, requests.length], [2, 3]);
});

test('answers other than 401 never ask again', async () => {
  for (const status of [400, 403, 404, 429, 500]) {
    const { load, host } = setup({ onRequest: (request) => request.answer(status) });
    await assert.rejects(load());
    assert.equal(host.asked, 1);
  }
});

test('headers of the host are asked for again with the new token', async () => {
  let csrf = 0;
  const fake = fakeFetch({ onRequest: accepting('t2') });
  let n = 0;
  const options = {
    endpoint,
    fetcher: fake.fetch,
    getToken: () => `t${++n}`,
    headers: () => ({ 'X-CSRF-Token': String(++csrf), Authorization: 'Basic displaced' }),
  };
  await restAdapter(options).load({ type: 'contact', id: 'c1' }, {});
  assert.deepEqual(
    fake.requests.map((request) => [bearer(request), request.headers.get('X-CSRF-Token')]),
    [
      ['Bearer t1', '1'],
      ['Bearer t2', '2'],
    ],
  );
});
