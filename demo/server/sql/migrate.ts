/**
 * Brings a database up to the newest numbered script of `migrations/`, each in a transaction of its own.
 * There is no way down: a database that is ahead of this program is refused.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from './database.ts';

const folder = new URL('../migrations/', import.meta.url);

/** @returns the scripts that were run now */
export async function migrate(database: Database): Promise<string[]> {
  await database.exec('create table if not exists migration (name text primary key)');
  const scripts = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const rows = await database.query<{ name: string }>('select name from migration');
  const applied = new Set(rows.map(({ name }) => name));
  for (const name of applied) {
    if (!scripts.includes(name)) throw new Error(`The database is newer than this program: it has ${name}.`);
  }
  const pending = scripts.filter((name) => !applied.has(name));
  for (const name of pending) {
    await database.transaction(async (tx) => {
      await tx.exec(readFileSync(new URL(name, folder), 'utf8'));
      await tx.query('insert into migration (name) values ($1)', [name]);
    });
  }
  return pending;
}
