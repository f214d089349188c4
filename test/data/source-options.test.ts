/** What the elements of one source say each for themselves, and what that does to the others. */
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import type { SourceOptions } from '../../src/data/source.ts';
import { sourceFor } from '../../src/data/sources.ts';
import { C1, person, snapshot } from '../support/fake-adapter.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { show, turn } from '../support/open-store.ts';

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
});

test("an element that says nothing of headers, language or credentials leaves the first one's to its writes", async () => {
  const { fetch, next } = fakeFetch();
  const options: SourceOptions = { endpoint: 'https://crm.example/api', fetcher: fetch };
  const said = { headers: { 'X-Tenant': 'north' }, lang: 'de', credentials: 'include' } as const;
  const store = sourceFor({ ...options, ...said }).store(C1);
  const first = show(store);
  void store.load();
  (await next()).answer(200, snapshot(17, 'a b'));
  await turn();
  // As an element hands them over: what it was not given is there, and says nothing.
  const none = { headers: undefined, lang: undefined, credentials: undefined, users: undefined };
  const second = show(sourceFor({ ...options, ...none }).store(C1));
  assert.equal(second.overlay.store, store, 'one source');
  const making = first.make('add', person('c'));
  const write = await next();
  assert.equal(write.method, 'PUT');
  assert.equal(write.headers.get('X-Tenant'), 'north');
  assert.equal(write.headers.get('Accept-Language'), 'de');
  assert.equal(write.init.credentials, 'include');
  write.answer(201, snapshot(18, 'a b c'));
  assert.equal((await making).outcome, 'added');
  first.leave();
  second.leave();
});
