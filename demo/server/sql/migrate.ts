/**
 * Brings a database up to the newest numbered script of `migrations/`, each in a transaction of its own.
 * There is no way down: a database that is ahead of this program is refused.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { CannotStart } from '../settings.ts';
import type { Database } from './database.ts';
import { retrying } from './retry.ts';

const folder = new URL('../migrations/', import.meta.url);

/**
 * Several processes may do so at once; each script is run by one of them, and the others wait for it.
 * @returns the scripts that were run now, by this process
 */
export async function migrate(opened: Database): Promise<string[]> {
  const database = retrying(opened);
  await database.exec('create table if not exists migration (name text primary key)');
  const scripts = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const rows = await database.query<{ name: string }>('select name from migration');
  const applied = new Set(rows.map(({ name }) => name));
  for (const name of applied) {
    if (!scripts.includes(name)) {
      throw new CannotStart(`The database is newer than this program: it has ${name}.`);
    }
  }
  const run: string[] = [];
  for (const name of scripts.filter((name) => !applied.has(name))) {
    const isOurs = await database.transaction(async (tx) => {
      // Claimed before it is run: whoever comes second waits here for the first.
      const claim = 'insert into migration (name) values ($1) on conflict do nothing returning name';
      if (!(await tx.query(claim, [name])).length) return false;
      await tx.exec(readFileSync(new URL(name, folder), 'utf8'));
      return true;
    });
    if (isOurs) run.push(name);
  }
  return run;
}
