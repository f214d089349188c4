/**
 * Opens the demo's database in its folder, which the caller holds the lock of: brings it up to date, and makes and
 * fills it first where there is none.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Repository } from './repository.ts';
import { openPglite } from './sql/database.ts';
import { fill } from './sql/fill.ts';
import { migrate } from './sql/migrate.ts';
import { sqlRepository } from './sql/repository.ts';

/** `fresh` throws away what the folder held. */
export async function openFolder(folder: string, fresh = false): Promise<Repository> {
  const data = join(folder, 'pglite');
  if (fresh) rmSync(data, { recursive: true, force: true });
  if (!existsSync(data)) await make(folder, data);
  const database = await openPglite(data);
  await migrate(database);
  return sqlRepository(database);
}

/** Under another name until it is complete: a start that is cut off leaves nothing that looks like a database. */
async function make(folder: string, data: string) {
  const unfinished = join(folder, 'unfinished');
  rmSync(unfinished, { recursive: true, force: true });
  const database = await openPglite(unfinished);
  try {
    await migrate(database);
    // Loaded only here: most starts find their data.
    const { demoData } = await import('./data/generated.ts');
    await fill(database, demoData);
  } finally {
    await database.close();
  }
  renameSync(unfinished, data);
}
