/** The process that has PGlite is killed in the middle of changes: what it has acknowledged is there, once. */
import { rmSync } from 'node:fs';
import { test } from 'node:test';
import { fill } from '../../demo/server/sql/fill.ts';
import { migrate } from '../../demo/server/sql/migrate.ts';
import { openPglite } from '../../demo/server/sql/pglite.ts';
import { sqlRepository } from '../../demo/server/sql/repository.ts';
import { startApi } from '../support/api-server.ts';
import { atLength } from '../support/at-length.ts';
import { temporaryFolder } from '../support/server.ts';
import { acknowledged, during } from './hammer.ts';
import { assertKept } from './kept.ts';
import { world } from './world.ts';

const CRASHES = atLength ? 20 : 6;

test(`a process with PGlite that is killed ${CRASHES} times loses and doubles nothing`, async () => {
  const folder = temporaryFolder();
  const made = await openPglite(`${folder}/pglite`);
  await migrate(made);
  await fill(made, world);
  await made.close();
  let server = await startApi({ DATA_DIR: folder });
  try {
    const history = await during({ url: () => server.url }, 8, async (history) => {
      for (let crash = 0; crash < CRASHES; crash++) {
        await acknowledged(history, 5);
        await server.kill();
        server = await startApi({ DATA_DIR: folder });
      }
      await acknowledged(history, 5);
    });
    await server.kill();
    const database = await openPglite(`${folder}/pglite`);
    await assertKept(sqlRepository(database), history, CRASHES);
    await database.close();
  } finally {
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
});
