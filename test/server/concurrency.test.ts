/**
 * Many at once. Memory and PGlite run one transaction after another, so this holds the rules against each other there,
 * not the locks: those need a PostgreSQL server, in the lane `postgres`.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Ask, followers, makeApp, owner } from '../support/app.ts';
import type { Repository } from '../../demo/server/repository.ts';
import { HOMES } from '../support/homes.ts';
import { closeSql } from '../support/sql.ts';

after(closeSql);

const CROWD = Array.from({ length: 12 }, (_, i) => `u${101 + i}`);

/** Asks again, as clients do, where the server had no luck against others: with serialisable transactions that is usual. */
function insistent(repository: Repository): Ask {
  const { ask } = makeApp({ repository, log: () => {} });
  return async (...call) => {
    for (;;) {
      const answer = await ask(...call);
      if (answer.status !== 503) return answer;
    }
  };
}

for (const [home, open] of Object.entries(HOMES)) {
  test(`ten of twelve who are added at once get a place in ${home}, each with a version of their own`, async () => {
    const ask = insistent(await open());
    const path = followers('c-empty');
    const answers = await Promise.all(CROWD.map((id) => ask('owner', `PUT ${path}/${id}`)));
    const added = answers.filter(({ status }) => status === 201);
    assert.equal(added.length, 10);
    assert.equal(
      answers.filter(({ status, body }) => status === 409 && body.code === 'follower-limit').length,
      2,
    );
    assert.equal(new Set(added.map(({ body }) => body.record.version)).size, 10);
    for (const { body } of added) assert.ok(body.followers.length <= 10);
    const { body } = await ask('owner', `GET ${path}`);
    assert.deepEqual([body.followers.length, body.record.version], [10, '11']);
  });

  test(`adding one person many times at once is one addition in ${home}`, async () => {
    const ask = insistent(await open());
    const answers = await Promise.all(CROWD.map(() => ask('owner', `PUT ${followers('c-empty')}/colleague`)));
    assert.deepEqual(
      answers.map(({ status }) => status).sort((a, b) => a - b),
      [...Array<number>(11).fill(200), 201],
    );
  });

  test(`of several who hand a record over at one version, one succeeds in ${home}`, async () => {
    const ask = insistent(await open());
    const change = (userId: string) => ({ json: { userId }, headers: { 'If-Match': '"1"' } });
    const answers = await Promise.all(CROWD.map((id) => ask('admin', `PUT ${owner('c-empty')}`, change(id))));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    assert.equal(answers.filter(({ status }) => status === 412).length, 11);
  });

  test(`a transaction that fails leaves nothing behind in ${home}`, async () => {
    const repository = await open();
    const key = { tenant: 'northwind', type: 'contact', id: 'c1' };
    const before = [await repository.find(key), await repository.events(key, 50)];
    const failing = repository.transaction(async (tx) => {
      await tx.lock(key);
      await tx.apply(key, {
        kind: 'follower-added',
        userId: 'rob',
        source: { kind: 'api' },
        at: '2026-11-24T00:00:00.000Z',
      });
      await tx.patch(key, { phone: '1' });
      throw new Error('power cut');
    });
    await assert.rejects(failing, /power cut/);
    assert.deepEqual([await repository.find(key), await repository.events(key, 50)], before);
    // And the next one is not held up.
    await repository.transaction((tx) => tx.patch(key, { phone: '2' }));
    assert.equal((await repository.find(key))?.fields['phone'], '2');
  });
}
