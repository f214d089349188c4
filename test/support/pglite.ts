/** One PGlite in memory for a whole test file, emptied instead of opened anew: opening takes seconds. */
import { fixedData } from '../../demo/server/data/fixed.ts';
import type { Dataset, Repository } from '../../demo/server/repository.ts';
import { type Database, openPglite } from '../../demo/server/sql/database.ts';
import { fill } from '../../demo/server/sql/fill.ts';
import { migrate } from '../../demo/server/sql/migrate.ts';
import { sqlRepository } from '../../demo/server/sql/repository.ts';

const opened = (async () => {
  const database = await openPglite();
  await migrate(database);
  return database;
})();

/** A database with exactly this data. The one from before must not be used any more. */
export async function freshDatabase(data: Dataset = fixedData()): Promise<Database> {
  const database = await opened;
  await database.exec(
    'truncate rule_run, field_change, rule, event, follower, record, person_token, person_part, person',
  );
  await fill(database, () => data);
  return database;
}

/** A repository with exactly this data. The one from before must not be used any more. */
export async function freshSqlRepository(data?: Dataset): Promise<Repository> {
  return sqlRepository(await freshDatabase(data));
}

export const closePglite = async () => (await opened).close();
