/** What every part of the benchmark is given. */
import type { Database } from '../../../demo/server/sql/database.ts';
import type { ApiServer } from '../../support/api-server.ts';
import type { Size } from './data.ts';
import type { Ask } from './http.ts';

export interface Bench {
  readonly ask: Ask;
  /** The same database, for looking; nobody waits for it while something is measured. */
  readonly database: Database;
  readonly size: Size;
  readonly api: ApiServer;
}

/** Somebody who sees everything and may edit. */
export const clerk = (n: number, { users }: Size): string => `p${10 * (1 + (n % Math.floor(users / 10)))}`;
