/**
 * Where the data lives, as the rules see it: one interface, two homes (`memory/`, `sql/`).
 *
 * A repository stores and finds; it never decides who may do what. Every read is one consistent
 * look, every change happens inside `transaction()` after `lock()`. Whatever is asked may throw `Unavailable`.
 */
import type { RecordRef, Source, User } from '../../src/core/record.ts';
import type { Outcome, Rule, StoredRule, StoredRun } from './rules/rule.ts';

/**
 * The data can't be read, or not be changed, for the moment: the same request may succeed later. Nothing is half done;
 * whether a change was made whose answer got lost is for the next look to tell.
 */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';

  constructor(cause: unknown) {
    super(`The data is not available: ${(cause as Error | undefined)?.message ?? String(cause)}`, { cause });
  }
}

/** A person of one tenant, with the rights their account has. */
export interface Account extends User {
  readonly tenant: string;
  readonly admin: boolean;
  readonly onlyAssignedData: boolean;
  readonly canEdit: boolean;
}

export interface RecordKey extends RecordRef {
  readonly tenant: string;
}

/** A text that no other record of the tenant has. */
export const refText = ({ type, id }: RecordRef): string => JSON.stringify([type, id]);

/** What the CRM itself keeps of a record; only workflow rules look into it. `tags` is a list of texts. */
export type Fields = Readonly<Record<string, string | number | null | readonly string[]>>;

export interface StoredFollower {
  readonly user: Account;
  /** ISO 8601 instant. */
  readonly addedAt: string;
  readonly source: Source;
}

export interface StoredRecord {
  readonly key: RecordKey;
  /** Decimal; 1 at creation, one more with every effective change of owner or followers. */
  readonly version: string;
  /** Who made this version; nobody where a workflow did. */
  readonly by?: Source['by'];
  readonly createdAt: string;
  readonly fields: Fields;
  readonly owner: Account | null;
  /** In the order they were added. */
  readonly followers: readonly StoredFollower[];
}

/** A record in a list. */
export type ListedRecord = Omit<StoredRecord, 'followers' | 'by'>;

/** A `Source` as stored: people by id, since names change. */
export interface StoredSource {
  readonly kind: Source['kind'];
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly byId?: string | undefined;
}

/** One effective change: raises the record's version by one and leaves one event. */
export interface Effect {
  readonly kind: 'follower-added' | 'follower-removed' | 'owner-changed';
  /** The follower, or the new owner (who stops following in the same change). */
  readonly userId: string;
  /** Owner change only: the previous owner stays as a follower. */
  readonly keepPrevious?: boolean | undefined;
  readonly source: StoredSource;
  readonly at: string;
}

/** What happened at one version of a record. */
export interface StoredEvent {
  readonly version: string;
  readonly kind: 'created' | Effect['kind'];
  readonly at: string;
  readonly user: { id: string; name: string } | null;
  /** Owner change only: who it was before. */
  readonly previous: { id: string; name: string } | null;
  readonly source: Source;
}

/** What happened to a record's own fields, as far as rules and the history want to know. */
export interface FieldChange {
  readonly kind: 'stage-changed' | 'tag-added' | 'tag-removed';
  readonly before: string | null;
  readonly after: string | null;
  readonly byId: string;
  /** ISO 8601 instant. */
  readonly at: string;
}

export interface StoredFieldChange extends Omit<FieldChange, 'byId'> {
  readonly by: { id: string; name: string };
}

/** One run of one rule on one trigger of one record: there is never another of the same. */
export interface RunKey {
  readonly record: RecordKey;
  readonly trigger: string;
  readonly ruleId: string;
}

/** A place in the log of all events: everything up to it has been read. */
export interface LogPosition {
  /** Which log: a position in another one means nothing. */
  readonly log: string;
  /** Decimal; entries are ordered by it, then by `entry`. */
  readonly transaction: string;
  /** Decimal. */
  readonly entry: string;
}

/** A record came to a version. */
export interface LogEntry {
  readonly key: RecordKey;
  readonly version: string;
  readonly position: LogPosition;
}

export interface NewRecord {
  readonly key: RecordKey;
  readonly ownerId: string | null;
  readonly createdAt: string;
  readonly fields: Fields;
  readonly source: StoredSource;
}

/** Where a page begins: after this position. Ordered by code point, like the rows themselves. */
export type Position = readonly [string, string];

/** What lists of records can be sorted by: when they were created, or a text of the CRM's own. */
export const SORT_FIELDS = ['createdAt', 'name', 'company', 'city', 'lifecycle'] as const;

/** By one field, then by id, both in the same direction; texts by code point, and none is before all others. */
export interface Order {
  readonly by: (typeof SORT_FIELDS)[number];
  readonly descending: boolean;
}

export const NEWEST_FIRST: Order = { by: 'createdAt', descending: true };

/** Where a record has its place in an order. */
export function positionIn(
  { by }: Order,
  record: Pick<ListedRecord, 'key' | 'createdAt' | 'fields'>,
): Position {
  return [by === 'createdAt' ? record.createdAt : String(record.fields[by] ?? ''), record.key.id];
}

export interface Reader {
  /** Finds a person by id alone, in whichever tenant: for signing in only. */
  account(userId: string): Promise<Account | undefined>;
  person(tenant: string, userId: string): Promise<Account | undefined>;
  /** Those of the people that there are, in any order. */
  people(tenant: string, userIds: readonly string[]): Promise<Account[]>;
  /**
   * People of the tenant whose index tokens begin with each of the `words`; all people where there are none.
   * Ordered by the first token that the longest word matched (by name where there are no words), then by id.
   *
   * `inside`: instead, those who don't match so, but do where each word of three letters or more may begin anywhere
   * in a token. Ordered by what of a token begins with the longest word; without such a word there is nobody.
   */
  searchPeople(search: {
    tenant: string;
    words: readonly string[];
    inside?: boolean | undefined;
    after?: Position | undefined;
    limit: number;
  }): Promise<{ user: Account; position: Position }[]>;
  find(key: RecordKey): Promise<StoredRecord | undefined>;
  /** Those of the records that there are, in any order, all as they were at one moment. */
  findMany(tenant: string, refs: readonly RecordRef[]): Promise<StoredRecord[]>;
  /**
   * Newest first unless an order is asked for. `tiedTo` leaves only what this person owns or follows
   * (see `visibility.ts`), `ids` only those, `contactId` only what has that field.
   */
  list(query: {
    tenant: string;
    type: string;
    tiedTo: string | undefined;
    ids?: readonly string[] | undefined;
    contactId?: string | undefined;
    order?: Order | undefined;
    /** Position in that order. */
    after?: Position | undefined;
    limit: number;
  }): Promise<ListedRecord[]>;
  /** Newest first; with `before`, those of earlier versions only. */
  events(key: RecordKey, limit: number, before?: string): Promise<StoredEvent[]>;
  /** Newest first. */
  fieldChanges(key: RecordKey, limit: number): Promise<StoredFieldChange[]>;
  /**
   * Those of these people of whom the last thing that a person decided about this record is that they don't follow it.
   * Told by the events, which are therefore kept as long as the record.
   */
  removedByHand(key: RecordKey, userIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** A tenant's rules, in the order in which they run. */
  rules(tenant: string): Promise<StoredRule[]>;
  /** Newest first. */
  runs(tenant: string, ruleId: string, limit: number): Promise<StoredRun[]>;
}

export interface Transaction extends Reader {
  /** Keeps everybody else from changing the record until the end, then reads it. Always the first step. */
  lock(key: RecordKey): Promise<StoredRecord | undefined>;
  /** Makes a change that the rules allowed. The record must be locked. */
  apply(key: RecordKey, effect: Effect): Promise<void>;
  insert(record: NewRecord): Promise<void>;
  /** Sets the given fields and leaves the others. Neither version nor event: those tell of owner and followers. */
  patch(key: RecordKey, fields: Fields): Promise<void>;
  /** Notes what a `patch` did. The record must be locked. @returns its number: 1 for the first one of the record */
  noteFieldChange(key: RecordKey, change: FieldChange): Promise<number>;

  /** Keeps everybody else from changing the tenant's rules until the end, then reads them. */
  lockRules(tenant: string): Promise<StoredRule[]>;
  /** Adds a rule at this place, or puts it in the place of the one with its id. */
  putRule(tenant: string, rule: Rule, place: number): Promise<void>;
  removeRule(tenant: string, id: string): Promise<void>;
  /** @returns false where there is such a run already */
  claimRun(run: RunKey & { readonly at: string }): Promise<boolean>;
  finishRun(run: RunKey, outcome: Outcome): Promise<void>;
  /**
   * Tries something: where it fails, what it wrote is undone and the transaction goes on.
   * Rejects only where the whole transaction has failed with it.
   */
  savepoint<T>(work: () => Promise<T>): Promise<{ readonly value: T } | { readonly error: unknown }>;
}

export interface Repository extends Reader {
  /** All or nothing. `work` may run again when the database asks for it, so it has no other effects. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * The oldest events after a position, of all tenants or of certain records of one, in an order in which none ever
   * comes to stand before one that was read. `end` is where to go on. Without a position: none, and where the log ends
   * now. `undefined` for a position that is none of this log.
   */
  log(query: {
    after?: LogPosition | undefined;
    of?: { tenant: string; refs: readonly RecordRef[] } | undefined;
    limit: number;
  }): Promise<{ entries: LogEntry[]; end: LogPosition } | undefined>;
  close(): Promise<void>;
}

/** People, records and workflow rules to begin with. */
export interface Dataset {
  readonly people: readonly Account[];
  readonly records: readonly SeedRecord[];
  /** In the order in which they run. */
  readonly rules?: readonly (Rule & { readonly tenant: string })[] | undefined;
}

export interface SeedRecord extends NewRecord {
  readonly followers: readonly { userId: string; addedAt: string; source: StoredSource }[];
}

/** Puts surrogates above the rest of the first plane, where the characters they stand for are. */
const rank = (unit: number) => (unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit);

/** Positions compare by code point (as UTF-8 bytes do), which is not how JavaScript compares strings. */
export function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = rank(a.charCodeAt(i)) - rank(b.charCodeAt(i));
    if (difference) return difference;
  }
  return a.length - b.length;
}
