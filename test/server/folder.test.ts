/** The data folder: what is written stays, one process has it at a time, and a new one is filled. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { fixedData } from '../../demo/server/data/fixed.ts';
import { lockFolder } from '../../demo/server/lock.ts';
import { openFolder } from '../../demo/server/open-folder.ts';
import { CannotStart, explain, readSettings } from '../../demo/server/settings.ts';
import { openPglite } from '../../demo/server/sql/pglite.ts';
import { fill } from '../../demo/server/sql/fill.ts';
import { migrate } from '../../demo/server/sql/migrate.ts';
import { followers, makeApp } from '../support/app.ts';
import { temporaryFolder } from '../support/server.ts';

const folders: string[] = [];
function newFolder(): string {
  const folder = temporaryFolder();
  folders.push(folder);
  return folder;
}
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** The id of a process that has ended. */
const endedProcess = () => spawnSync(process.execPath, ['-e', '']).pid;

/** What a lock of this process says. */
const ours = new RegExp(`^${process.pid}( \\d+)?$`);

const c1 = { tenant: 'northwind', type: 'contact', id: 'c1' };

test('what was written is there when the folder is opened again, and gone after a fresh start', async () => {
  const folder = newFolder();
  // A first start that was cut off left this; it is begun anew.
  mkdirSync(join(folder, 'unfinished'));
  writeFileSync(join(folder, 'unfinished', 'PG_VERSION'), 'half a database');
  const first = await openFolder(folder);
  assert.deepEqual(readdirSync(folder), ['pglite']);
  const { ask } = makeApp({ repository: first });
  assert.equal((await ask('owner', `PUT ${followers('c1')}/colleague`)).status, 201);
  const written = [await first.find(c1), await first.events(c1, 50)];
  await first.close();

  const second = await openFolder(folder);
  assert.deepEqual([await second.find(c1), await second.events(c1, 50)], written);
  const page = await second.list({ tenant: 'northwind', type: 'contact', tiedTo: undefined, limit: 2000 });
  assert.equal(page.length, 1004, 'nothing was filled in twice');
  await second.close();

  const fresh = await openFolder(folder, true);
  assert.deepEqual((await fresh.find(c1))?.version, '4');
  await fresh.close();
});

test('a database that is there and empty is filled, and one that is damaged is said to be so', async () => {
  const folder = newFolder();
  const data = join(folder, 'pglite');
  await (await openPglite(data)).close();
  let announced = 0;
  const repository = await openFolder(folder, false, () => announced++);
  assert.equal((await repository.find(c1))?.version, '4');
  assert.equal(announced, 1);
  await repository.close();

  writeFileSync(join(data, 'PG_VERSION'), '12');
  const inOneSentence = (error: unknown) =>
    error instanceof CannotStart &&
    error.message.includes(folder) &&
    error.message.endsWith('npm start -- --fresh');
  await assert.rejects(openFolder(folder), inOneSentence);
  rmSync(data, { recursive: true });
  writeFileSync(data, 'no folder');
  await assert.rejects(openFolder(folder), inOneSentence);
});

test('migrations run once, and filling that fails halfway is as if it had not begun', async () => {
  const database = await openPglite();
  const scripts = readdirSync(new URL('../../demo/server/migrations/', import.meta.url)).sort();
  assert.deepEqual(await migrate(database), scripts);
  assert.deepEqual(await migrate(database), []);

  const { people, records } = fixedData();
  await assert.rejects(fill(database, () => ({ people, records: [...records, ...records] })));
  assert.equal(await fill(database, fixedData), true);
  assert.equal(await fill(database, fixedData), false);

  await database.query(`insert into migration (name) values ('999_later.sql')`);
  await assert.rejects(migrate(database), /newer than this program.*999_later\.sql/);
  await database.close();
});

test('a folder that is not there is made', () => {
  const folder = join(newFolder(), 'made', 'on the way');
  lockFolder(folder)();
  assert.deepEqual(readdirSync(folder), []);
});

test('a folder that a running process holds is refused in a sentence that names both', () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'lock'), String(process.ppid));
  assert.throws(
    () => lockFolder(folder),
    (error: unknown) =>
      error instanceof CannotStart &&
      error.message.includes(folder) &&
      error.message.includes(`process ${process.ppid}`) &&
      error.message.endsWith(`delete ${join(folder, 'lock')}.`),
  );
  assert.equal(readFileSync(join(folder, 'lock'), 'utf8'), String(process.ppid), 'its lock is left alone');
  assert.deepEqual(readdirSync(folder), ['lock']);
});

test('a lock tells a process from a later one of the same number, where the system says when each began', () => {
  const [hasTimes, folder] = [existsSync('/proc/self/stat'), newFolder()];
  lockFolder(folder);
  const [, own] = readFileSync(join(folder, 'lock'), 'utf8').split(' ');
  assert.equal(own !== undefined, hasTimes);
  writeFileSync(join(folder, 'lock'), `${process.ppid} 1`);
  if (hasTimes) lockFolder(folder)();
  else assert.throws(() => lockFolder(folder), CannotStart);
});

test('a running process holds the folder by the lock it wrote itself', async () => {
  const folder = newFolder();
  const script = `import(${JSON.stringify(new URL('../../demo/server/lock.ts', import.meta.url).href)})
    .then(({ lockFolder }) => { lockFolder(${JSON.stringify(folder)}); console.log('locked'); setInterval(() => {}, 1000); })`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  assert.throws(() => lockFolder(folder), CannotStart);
  child.kill('SIGKILL');
  await once(child, 'exit');
  lockFolder(folder)();
  assert.deepEqual(readdirSync(folder), []);
});

test('a lock is taken over from a process that has ended, from an earlier self, and when it says nothing', () => {
  for (const stale of [String(endedProcess()), String(process.pid), '', 'garbage', '-1', '0']) {
    const folder = newFolder();
    writeFileSync(join(folder, 'lock'), stale);
    const unlock = lockFolder(folder);
    assert.match(readFileSync(join(folder, 'lock'), 'utf8'), ours, `over "${stale}"`);
    unlock();
    assert.deepEqual(readdirSync(folder), []);
  }
});

test('what people can put right is said in one sentence, and everything else with its stack', () => {
  const failure = (code: string, syscall: string) =>
    explain(Object.assign(new Error('no'), { code, syscall, port: 80 }), '/data');
  assert.equal(failure('EACCES', 'open'), "The data folder /data can't be used: it may not be written to.");
  assert.equal(failure('EROFS', 'mkdir'), "The data folder /data can't be used: it may not be written to.");
  assert.equal(failure('ENOTDIR', 'mkdir'), "The data folder /data can't be used: it is not a folder.");
  assert.equal(failure('EACCES', 'listen'), "Port 80 can't be opened (EACCES). Set PORT to another one.");
  const full = Object.assign(new Error('could not extend file'), { code: '53100' });
  for (const thrown of [full, 'out of memory', { errno: 51 }, undefined, null]) {
    assert.match(
      explain(thrown, '/data'),
      /^The database in \/data can't be opened: .* npm start -- --fresh$/,
    );
  }
  assert.equal(explain('no folder yet', undefined), 'no folder yet');
  assert.match(
    explain(new TypeError('x is not a function'), '/data'),
    /TypeError: x is not a function\n +at /,
  );
});

test('settings have defaults, and an empty one counts as none', () => {
  const empty = { PORT: '', HOST: '', DATA_DIR: '', DATABASE_URL: '', PAGES: '' };
  const { folder, ...others } = readSettings(empty, []);
  assert.deepEqual(others, {
    port: 5173,
    host: '127.0.0.1',
    databaseUrl: undefined,
    pages: undefined,
    fresh: false,
  });
  assert.match(folder, /demo.data$/);
  assert.deepEqual(
    readSettings({ PORT: '0', HOST: '::', DATA_DIR: 'x', DATABASE_URL: 'y', PAGES: 'z' }, ['--fresh']),
    {
      port: 0,
      host: '::',
      folder: resolve('x'),
      databaseUrl: 'y',
      pages: resolve('z'),
      fresh: true,
    },
  );
});
