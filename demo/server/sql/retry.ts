/** A database that runs again what lost a race against somebody else's transaction. */
import { Unavailable } from '../repository.ts';
import type { Database } from './database.ts';
import { isDuplicate, isLostRace } from './failures.ts';

const ATTEMPTS = 5;

/**
 * Single questions are run again as well: where transactions are serialisable by default, even those can lose.
 * Whoever has lost every time is told `Unavailable`.
 */
export function retrying(database: Database): Database {
  return {
    query: (sql, parameters) => retry(() => database.query(sql, parameters)),
    exec: (script) => retry(() => database.exec(script)),
    transaction: (work) => retry(() => database.transaction(work)),
    close: () => database.close(),
  };
}

async function retry<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const isLost = isLostRace(error);
      if (!isLost && !isDuplicate(error)) throw error;
      if (attempt === ATTEMPTS) throw isLost ? new Unavailable(error) : error;
      // At random, so that those who met once don't meet again.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 25 * 2 ** attempt));
    }
  }
}
