/** What every start does to its database: the tables of this version, and the demo's data where there are no people. */
import type { Database } from './database.ts';
import { fill } from './fill.ts';
import { migrate } from './migrate.ts';

/** For people, who would otherwise wonder what takes so long. */
export const MAKING_DATA = 'Making the demo data, once …';

export async function prepare(database: Database, tell = (_sentence: string) => {}): Promise<void> {
  await migrate(database);
  await fill(database, async () => {
    tell(MAKING_DATA);
    // Loaded only here: most starts find their data.
    const { demoData } = await import('../data/generated.ts');
    return demoData();
  });
}
