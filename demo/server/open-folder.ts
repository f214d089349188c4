/**
 * Opens the demo's database in its folder, which the caller holds the lock of: makes it where there is none, brings it
 * up to date, and fills it where it is empty.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Repository } from './repository.ts';
import { CannotStart, damaged, isFolderProblem } from './settings.ts';
import type { Database } from './sql/database.ts';
import { openPglite } from './sql/pglite.ts';
import { MAKING_DATA, prepare } from './sql/prepare.ts';
import { sqlRepository } from './sql/repository.ts';

/**
 * `fresh` throws away what the folder held. What is made is said to `tell`.
 * @throws CannotStart when the database is damaged, or what the file system says
 */
export async function openFolder(
  folder: string,
  fresh = false,
  tell = (_sentence: string) => {},
): Promise<Repository> {
  const data = join(folder, 'pglite');
  if (fresh) rmSync(data, { recursive: true, force: true });
  if (!existsSync(data)) {
    tell(MAKING_DATA);
    await make(folder, data);
  }
  const database = await open(data, folder);
  await prepare(database, tell);
  return sqlRepository(database);
}

/** What PGlite says of a damaged folder is of no use to anybody, and sometimes not even an error. */
async function open(data: string, folder: string): Promise<Database> {
  try {
    return await openPglite(data);
  } catch (error) {
    if (isFolderProblem(error)) throw error;
    throw new CannotStart(damaged(folder), { cause: error });
  }
}

/** Under another name until it is complete: a start that is cut off leaves nothing that looks like a database. */
async function make(folder: string, data: string) {
  const unfinished = join(folder, 'unfinished');
  rmSync(unfinished, { recursive: true, force: true });
  const database = await open(unfinished, folder);
  try {
    await prepare(database);
  } finally {
    await database.close();
  }
  renameSync(unfinished, data);
}
