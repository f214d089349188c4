/** Between rows and our types: column lists, and how a row is read. Questions are in `reader.ts`, changes in `repository.ts`. */
import type { Source } from '../../../src/core/record.ts';
import {
  type Account,
  type Fields,
  type ListedRecord,
  type RecordKey,
  refText,
  type StoredEvent,
  type StoredFollower,
  type StoredRecord,
  type StoredSource,
} from '../repository.ts';

const PERSON = [
  'tenant',
  'id',
  'name',
  'description',
  'email',
  'avatar_url',
  'active',
  'admin',
  'only_assigned_data',
  'can_edit',
] as const;

export type Row = Record<string, unknown>;

/** The columns of a person in table `alias`, each named with `prefix`. */
export const personColumns = (alias: string, prefix = '') =>
  PERSON.map((column) => `${alias}.${column} as ${prefix}${column}`).join(', ');

const text = (value: unknown) => (value === null ? undefined : (value as string));
export const instant = (value: unknown) => (value as Date).toISOString();

export function readPerson(row: Row, prefix = ''): Account {
  const column = (name: (typeof PERSON)[number]) => row[prefix + name];
  return {
    tenant: column('tenant') as string,
    id: column('id') as string,
    name: column('name') as string,
    description: text(column('description')),
    email: text(column('email')),
    avatarUrl: text(column('avatar_url')),
    active: column('active') as boolean,
    admin: column('admin') as boolean,
    onlyAssignedData: column('only_assigned_data') as boolean,
    canEdit: column('can_edit') as boolean,
  };
}

/** What is stored of a source, in the order of its columns. */
export const sourceOf = ({ kind, id, name, byId }: StoredSource): (string | null)[] => [
  kind,
  id ?? null,
  name ?? null,
  byId ?? null,
];

function readSource(row: Row): Source {
  return {
    kind: row['source_kind'] as Source['kind'],
    id: text(row['source_id']),
    name: text(row['source_name']),
    by:
      row['by_id'] === null
        ? undefined
        : { id: row['by_id'] as string, name: (row['by_name'] as string) ?? '' },
  };
}

function readFollower(row: Row): StoredFollower {
  return { user: readPerson(row, 'f_'), addedAt: instant(row['added_at']), source: readSource(row) };
}

export function readRecord(key: RecordKey, row: Row): ListedRecord {
  return {
    key,
    version: row['version'] as string,
    createdAt: instant(row['created_at']),
    fields: row['fields'] as Fields,
    owner: row['o_id'] === null ? null : readPerson(row, 'o_'),
  };
}

/** Whole records from rows of which each has one follower, those of a record one after another. */
export function readRecords(tenant: string, rows: readonly Row[]): StoredRecord[] {
  const records = new Map<string, StoredRecord & { followers: StoredFollower[] }>();
  for (const row of rows) {
    const key = { tenant, type: row['type'] as string, id: row['id'] as string };
    const by = named(row['made_by_id'], row['made_by_name']) ?? undefined;
    const record = records.get(refText(key)) ?? { ...readRecord(key, row), by, followers: [] };
    records.set(refText(key), record);
    if (row['f_id'] !== null) record.followers.push(readFollower(row));
  }
  return [...records.values()];
}

export const named = (id: unknown, name: unknown) =>
  id === null ? null : { id: id as string, name: (name as string | null) ?? '' };

export function readEvent(row: Row): StoredEvent {
  return {
    version: row['record_version'] as string,
    kind: row['kind'] as StoredEvent['kind'],
    at: instant(row['at']),
    user: named(row['user_id'], row['user_name']),
    previous: named(row['previous_owner_id'], row['previous_name']),
    source: readSource(row),
  };
}
