/** The homes of the data, for tests that know nothing of any of them. In the lane `postgres`, that is the server. */
import { fixedData } from '../../demo/server/data/fixed.ts';
import { memoryRepository } from '../../demo/server/memory/repository.ts';
import type { Dataset, Repository } from '../../demo/server/repository.ts';
import { freshSqlRepository, isOnPostgres } from './sql.ts';

/** Each opens with exactly this data, by default the fixed one. */
type Open = (data?: Dataset) => Promise<Repository>;

const EMBEDDED: Record<string, Open> = {
  memory: async (data = fixedData()) => memoryRepository(data),
  PGlite: freshSqlRepository,
};

export const HOMES: Record<string, Open> = isOnPostgres ? { PostgreSQL: freshSqlRepository } : EMBEDDED;
