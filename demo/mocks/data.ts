/** People and records for the mock, in the form in which the demo keeps them. */
import { fixedData, person as account, TENANT } from '../server/data/fixed.ts';
import type { Account, Dataset, SeedRecord, StoredSource } from '../server/repository.ts';

export { fixedData };
export type { Dataset };

/** Somebody who sees and may edit everything. */
export const person = (id: string, name: string, description: string): Account =>
  account(id, name, description, id);

const SOURCES: readonly StoredSource[] = [
  { kind: 'user', byId: 'owner' },
  { kind: 'rule', id: 'r1', name: 'New leads from the web' },
  { kind: 'import', name: 'Spring import' },
  { kind: 'user', byId: 'admin' },
];

function record(
  type: string,
  id: string,
  ownerId: string | null,
  followers: readonly string[],
  fields: SeedRecord['fields'],
): SeedRecord {
  return {
    key: { tenant: TENANT, type, id },
    ownerId,
    createdAt: '2026-11-09T09:00:00.000Z',
    source: SOURCES[0]!,
    fields,
    followers: followers.map((userId, i) => ({
      userId,
      addedAt: new Date(Date.UTC(2026, 10, 10 + i, 9)).toISOString(),
      source: SOURCES[i % SOURCES.length]!,
    })),
  };
}

export const contact = (id: string, ownerId: string | null, followers: readonly string[], name: string) =>
  record('contact', id, ownerId, followers, { name });

export const opportunity = (id: string, ownerId: string | null, followers: readonly string[], name: string) =>
  record('opportunity', id, ownerId, followers, { name, contactId: 'c1', value: 24_000, stage: 'proposal' });

/** The fixed people and records, and these. */
export function dataWith({ people = [], records = [] }: Partial<Dataset> = {}): Dataset {
  const fixed = fixedData();
  return { people: [...fixed.people, ...people], records: [...fixed.records, ...records] };
}
