/** Work that lost a race is run again, but not for ever; everything else is told at once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Unavailable } from '../../demo/server/repository.ts';
import type { Database } from '../../demo/server/sql/database.ts';
import { retrying } from '../../demo/server/sql/retry.ts';

/** A database that fails so often with this code, and says how often it was asked. */
function failing(times: number, code: string) {
  let asked = 0;
  const ask = async () => {
    if (asked++ < times) throw Object.assign(new Error('no'), { code });
    return [] as never;
  };
  const database: Database = { query: ask, exec: ask, transaction: ask, close: async () => {} };
  return { database: retrying(database), asked: () => asked };
}

const WAYS: Record<string, (database: Database) => Promise<unknown>> = {
  question: (database) => database.query('select 1'),
  script: (database) => database.exec('select 1'),
  transaction: (database) => database.transaction(async () => []),
};

for (const [way, run] of Object.entries(WAYS)) {
  test(`a ${way} that loses a race is run again, five times in all`, async () => {
    for (const code of ['40001', '40P01', '23505']) {
      const lucky = failing(4, code);
      assert.deepEqual(await run(lucky.database), [], code);
      assert.equal(lucky.asked(), 5, code);
    }
    const unlucky = failing(5, '40001');
    await assert.rejects(run(unlucky.database), Unavailable);
    assert.equal(unlucky.asked(), 5);
  });

  test(`a ${way} that meets a duplicate every time says so, and one that fails otherwise is not run again`, async () => {
    await assert.rejects(run(failing(5, '23505').database), { code: '23505' });
    const wrong = failing(1, '42601');
    await assert.rejects(run(wrong.database), { code: '42601' });
    assert.equal(wrong.asked(), 1);
  });
}
