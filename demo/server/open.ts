/** Opens the demo's data folder: takes its lock, brings the database up to date, fills it when it is empty. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from './lock.ts';
import type { Repository } from './repository.ts';
import { openPglite } from './sql/database.ts';
import { fill } from './sql/fill.ts';
import { migrate } from './sql/migrate.ts';
import { sqlRepository } from './sql/repository.ts';

/** `fresh` throws away what the folder held. Closing the repository gives the folder back. */
export async function openFolder(folder: string, fresh = false): Promise<Repository> {
  const unlock = lockFolder(folder);
  try {
    const data = join(folder, 'pglite');
    if (fresh) rmSync(data, { recursive: true, force: true });
    const database = await openPglite(data);
    await migrate(database);
    // Loaded only when it is needed: most starts find their data there.
    await fill(database, async () => (await import('./data/generated.ts')).demoData());
    const repository = sqlRepository(database);
    const close = () => repository.close().finally(unlock);
    return { ...repository, close };
  } catch (error) {
    unlock();
    throw error;
  }
}
