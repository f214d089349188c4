/** A disk that takes no more: nothing is half done, whoever asks is told to come back, and all is well when there is room. */
import assert from 'node:assert/strict';
import fs, { rmSync } from 'node:fs';
import { after, test } from 'node:test';
import { fixedData } from '../../demo/server/data/fixed.ts';
import { fill } from '../../demo/server/sql/fill.ts';
import { migrate } from '../../demo/server/sql/migrate.ts';
import { openPglite } from '../../demo/server/sql/pglite.ts';
import { sqlRepository } from '../../demo/server/sql/repository.ts';
import { followers, makeApp } from '../support/app.ts';
import { temporaryFolder } from '../support/server.ts';

/** Files whose path matches can't be written to. PGlite writes through Node's own functions. */
let full: RegExp | undefined;
let refused = 0;
const paths = new Map<number, string>();
const { openSync, writeSync } = fs;
fs.openSync = (path, ...rest) => {
  const fd = openSync(path, ...rest);
  paths.set(fd, String(path));
  return fd;
};
fs.writeSync = ((fd: number, ...rest: unknown[]) => {
  if (!full?.test(paths.get(fd) ?? '')) return (writeSync as (...args: unknown[]) => number)(fd, ...rest);
  refused++;
  throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
}) as typeof writeSync;

const folder = temporaryFolder();
const database = await openPglite(folder);
await migrate(database);
await fill(database, fixedData);
const logged: unknown[] = [];
const { ask } = makeApp({ repository: sqlRepository(database), log: (error) => logged.push(error) });

after(async () => {
  await database.close();
  Object.assign(fs, { openSync, writeSync });
  rmSync(folder, { recursive: true, force: true });
});

for (const [what, pattern] of [
  ['tables', /[/\\]base[/\\]/],
  ['the log of the database, which it does not survive', /[/\\]pg_wal[/\\]/],
] as const) {
  test(`while there is no room for ${what}, changes are refused as a whole, and go on when there is`, async () => {
    const path = followers('c-empty');
    const seen = async () => (await ask('owner', `GET ${path}`)).body;
    const before = await seen();
    full = pattern;
    refused = 0;
    try {
      // Each change leaves an event, and sooner or later they need another page.
      let answer;
      for (let i = 0; refused === 0 && i < 500; i++) {
        answer = await ask('owner', `${i % 2 ? 'DELETE' : 'PUT'} ${followers('c1')}/u101`);
      }
      assert.deepEqual(
        [answer?.status, answer?.body.code, answer?.headers.get('retry-after')],
        [503, 'unavailable', '1'],
      );
      assert.ok(logged.length > 0, 'whoever looks after the server is told more');
    } finally {
      full = undefined;
    }
    assert.deepEqual(await seen(), before);
    const added = await ask('owner', `PUT ${path}/u10${before.followers.length + 1}`);
    assert.equal(added.status, 201);
    assert.equal(added.body.followers.length, before.followers.length + 1);
  });
}
