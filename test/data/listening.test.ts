/** The request of a stream of live changes: what it asks for, how long silence may last, and how it ends. */
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import type { LiveEvent } from '../../src/data/adapter.ts';
import { restAdapter, type RestOptions } from '../../src/data/rest-adapter.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { pass, turn } from '../support/open-store.ts';

const records = [
  { type: 'contact', id: 'c1' },
  { type: 'deal', id: 'a/b&c' },
];

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
});

/** A stream that is written by hand. */
function written() {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const gate = { cancelled: false };
  const body = new ReadableStream<Uint8Array>({
    start: (given) => void (controller = given),
    cancel: () => void (gate.cancelled = true),
  });
  return Object.assign(gate, {
    response: () => new Response(body, { headers: { 'Content-Type': 'text/event-stream' } }),
    write: (text: string) => controller.enqueue(new TextEncoder().encode(text)),
    end: () => controller.close(),
  });
}

function subscribe(options: RestOptions, { lastEventId = '', auto = false } = {}) {
  const told: LiveEvent[] = [];
  const controller = new AbortController();
  const tell = (event: LiveEvent) => told.push(event);
  const ended = restAdapter({ endpoint: 'https://crm.example/api?key=1', ...options }).subscribe!(records, {
    ...{ signal: controller.signal, tell, lastEventId, auto },
  });
  ended.catch(() => {});
  return { told, controller, ended };
}

/** A fetch that answers with a stream; `deaf` to signals as some stand-ins are. */
function streaming() {
  const stream = written();
  const sent: { url: string; init: RequestInit }[] = [];
  const fetcher = (async (url: string, init: RequestInit) => {
    sent.push({ url, init });
    return stream.response();
  }) as typeof fetch;
  return { ...stream, stream, sent, fetcher };
}

test('it names the records, and the last event where there is one, and reads as other requests do', async () => {
  const { next, fetch } = fakeFetch();
  const { controller } = subscribe({ fetcher: fetch, getToken: () => 't', headers: { 'X-Tenant': '7' } });
  const { url, headers, method } = await next();
  assert.equal(url.href, 'https://crm.example/api/events?key=1&record=contact%3Ac1&record=deal%3Aa%2Fb%26c');
  assert.deepEqual(
    [
      method,
      headers.get('Accept'),
      headers.get('Authorization'),
      headers.get('X-Tenant'),
      headers.has('Last-Event-ID'),
    ],
    ['GET', 'text/event-stream, application/problem+json', 'Bearer t', '7', false],
  );
  controller.abort();
  const again = subscribe({ fetcher: fetch }, { lastEventId: 'e7' });
  assert.equal((await next()).headers.get('Last-Event-ID'), 'e7');
  again.controller.abort();
});

test('nobody is asked where a stream would take a connection, unless somebody wants one all the same', async () => {
  const { requests, fetch } = fakeFetch();
  assert.equal(await subscribe({ fetcher: fetch }, { auto: true }).ended, false);
  assert.equal(requests.length, 0);
});

test('it lasts as long as there are signs of life, and no longer than forty seconds without one', async () => {
  const { stream, fetcher } = streaming();
  const { told, ended } = subscribe({ fetcher });
  await turn();
  for (let i = 0; i < 20; i++) {
    stream.write(': still here\n\n');
    await turn();
    await pass(30_000);
  }
  assert.equal(told.length, 20);
  await pass(9800);
  let over = false;
  void ended.catch(() => (over = true));
  await turn();
  assert.equal(over, false);
  await pass(200);
  await assert.rejects(ended, { name: 'Problem', code: 'timeout' });
});

test('it ends when the server ends it, and when nobody listens any more', async () => {
  const first = streaming();
  const one = subscribe({ fetcher: first.fetcher });
  await turn();
  first.stream.end();
  await one.ended;

  const second = streaming();
  const two = subscribe({ fetcher: second.fetcher });
  await turn();
  two.controller.abort();
  await assert.rejects(two.ended, { name: 'AbortError' });
  assert.equal((second.sent[0]!.init.signal as AbortSignal).aborted, true);
  // A stand-in for fetch that takes no notice is left as soon as anything comes of it.
  second.stream.write('id: e\n\n');
  await turn();
  assert.deepEqual([two.told, second.stream.cancelled], [[], true]);
});

test('a token that is no longer good is replaced once, and whoever is not let in is told why', async () => {
  const { next, fetch } = fakeFetch();
  const tokens = ['old', 'new'];
  const { ended } = subscribe({ fetcher: fetch, getToken: () => tokens.shift() ?? null });
  (await next()).answer(401, { code: 'not-authenticated' });
  const second = await next();
  assert.equal(second.headers.get('Authorization'), 'Bearer new');
  second.answer(410, { code: 'feed-expired' });
  await assert.rejects(ended, { name: 'Problem', code: 'feed-expired' });
});
