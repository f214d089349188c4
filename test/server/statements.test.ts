/** How many questions to the database an answer costs: as few for a hundred records or people as for one. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { demoData } from '../../demo/server/data/generated.ts';
import type { Database } from '../../demo/server/sql/database.ts';
import { sqlRepository } from '../../demo/server/sql/repository.ts';
import { followers, makeApp } from '../support/app.ts';
import { closeSql, freshDatabase } from '../support/sql.ts';

after(closeSql);

/** An app that notes the statements of one request, but for the one that signs in. */
async function counted() {
  const database = await freshDatabase(demoData());
  const statements: string[] = [];
  const noting: Database = {
    ...database,
    query: (sql, parameters) => {
      statements.push(sql);
      return database.query(sql, parameters);
    },
  };
  const { ask } = makeApp({ repository: sqlRepository(noting) });
  return async (request: string, json?: unknown) => {
    statements.length = 0;
    const answer = await ask('owner', request, json === undefined ? {} : { json });
    assert.equal(answer.status, 200, request);
    return { body: answer.body, count: statements.length - 1 };
  };
}

test('a batch of a hundred records is one statement, of however many types', async () => {
  const ask = await counted();
  const records = Array.from({ length: 100 }, (_, i) => {
    const number = String(i + 1).padStart(3, '0');
    return i % 2 ? { type: 'opportunity', id: `o${number}` } : { type: 'contact', id: `c${number}` };
  });
  const { body, count } = await ask('POST /api/followers:batchGet', { records });
  assert.equal(count, 1);
  const found = body.items.map(({ snapshot }: { snapshot?: { record: object } }) => snapshot?.record);
  assert.deepEqual(
    found.map(({ type, id }: { type: string; id: string }) => ({ type, id })),
    records,
  );
});

test('a hundred people by id are one statement', async () => {
  const ask = await counted();
  const ids = Array.from({ length: 100 }, (_, i) => `id=u${String(i + 1).padStart(3, '0')}`);
  const { body, count } = await ask(`GET /api/users?${ids.join('&')}`);
  assert.deepEqual([body.items.length, count], [100, 1]);
});

test('a page of the history is two statements, and nothing asked for is none', async () => {
  const ask = await counted();
  assert.equal((await ask(`GET ${followers('c1')}/history`)).count, 2);
  assert.equal((await ask('POST /api/followers:batchGet', { records: [] })).count, 0);
});
