/** Crashes of the server in the middle of changes: what was acknowledged is there, once; what was not is there as a whole or not at all. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sqlRepository } from '../../demo/server/sql/repository.ts';
import { startApi } from '../support/api-server.ts';
import { atLength } from '../support/at-length.ts';
import { startPostgres } from '../support/postgres.ts';
import { acknowledged, during } from './hammer.ts';
import { assertKept } from './kept.ts';
import { filledDatabase } from './world.ts';

const CRASHES = atLength ? 8 : 4;

test(`a PostgreSQL server that crashes ${CRASHES} times loses and doubles nothing, and the app goes on by itself`, async () => {
  const postgres = await startPostgres({ durable: true });
  const DATABASE_URL = await postgres.create('crm');
  const database = await filledDatabase(DATABASE_URL);
  const server = await startApi({ DATABASE_URL });
  try {
    const history = await during({ url: () => server.url }, 24, async (history) => {
      for (let crash = 0; crash < CRASHES; crash++) {
        await acknowledged(history, 40);
        await postgres.stop('crash');
        await postgres.start();
      }
      await acknowledged(history, 40);
    });
    assert.equal(server.process.exitCode, null, 'the process is the same');
    await assertKept(sqlRepository(database), history, CRASHES);
  } finally {
    await server.kill();
    await database.close();
    await postgres.remove();
  }
});
