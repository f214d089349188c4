/** The people and records that the faults lane fights over: few records, many who want them. */
import { person, TENANT } from '../../demo/server/data/fixed.ts';
import type { Dataset, RecordKey } from '../../demo/server/repository.ts';
import type { Database } from '../../demo/server/sql/database.ts';
import { fill } from '../../demo/server/sql/fill.ts';
import { migrate } from '../../demo/server/sql/migrate.ts';
import { connectPostgres, PREPARING, SCHEMA } from '../../demo/server/sql/postgres.ts';

const number = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`);

/** Hot: everybody changes these few. */
export const RECORDS = number(8, 'hot');
/** They ask. Nobody may follow or own, so that their rights never end. */
export const CLIENTS = number(64, 'client');
/** They are added, removed and made owners. */
export const PEOPLE = number(40, 'person');

export const keyOf = (id: string): RecordKey => ({ tenant: TENANT, type: 'contact', id });

export function world(): Dataset {
  const at = '2026-11-01T09:00:00.000Z';
  return {
    people: [...CLIENTS, ...PEOPLE].map((id) => person(id, `Name of ${id}`, '', id)),
    records: RECORDS.map((id) => ({
      key: keyOf(id),
      ownerId: null,
      createdAt: at,
      fields: { name: id },
      followers: PEOPLE.slice(0, 9).map((userId) => ({ userId, addedAt: at, source: { kind: 'import' } })),
      source: { kind: 'import' },
    })),
  };
}

/** Whether an owner who is followed by this one stays as a follower: the log does not say, so the name does. */
export const keepsPrevious = (newOwner: string) => Number(newOwner.replace(/\D/g, '')) % 2 === 0;

/** Makes our tables in an empty database, with these people and records in them. */
export async function filledDatabase(url: string): Promise<Database> {
  const database = connectPostgres(url, PREPARING);
  await database.exec(`create schema ${SCHEMA}`);
  await migrate(database);
  await fill(database, world);
  return database;
}
