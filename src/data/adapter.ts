/**
 * The one seam to a backend: an object of async functions on core types.
 *
 * `restAdapter()` speaks the contract of `core/openapi.yaml`; a host with another backend hands the
 * element an object of its own. A missing function is a missing feature. A function rejects with a
 * `Problem`, or with whatever its `fetch` threw; or it returns the `Response` it got, and a refusal
 * in it is read like one of ours.
 */
import type { RecordRef, User } from '../core/record.ts';

export interface CallOptions {
  /** Aborted when nobody waits for the answer any more. */
  signal?: AbortSignal | undefined;
}

/**
 * A record as a host may answer it: as much of a `Snapshot` as it knows. Owner and followers may be
 * bare ids where the element's `users` knows the names.
 */
export type LooseSnapshot = unknown;

export interface SearchOptions extends CallOptions {
  /** The record people are sought for, so that the server can judge them. */
  record?: RecordRef | undefined;
  /** Where the previous page ended. */
  cursor?: string | undefined;
}

export interface HistoryOptions extends CallOptions {
  /** Where the previous page ended. */
  cursor?: string | undefined;
}

/** People that a search found; more of them exist where there is a `nextCursor`. */
export interface Page {
  items: User[];
  nextCursor: string | null;
}

/** What a search may answer: a page, or simply all people it found. */
export type LoosePage = unknown;

export interface OwnerChange {
  userId: string;
  keepPrevious: boolean;
  /** The record's version the viewer saw; refused with `version-mismatch` when it has moved on. */
  version: string | undefined;
}

/** Several changes at once. */
export interface Changes {
  /** User ids. */
  add: string[];
  remove: string[];
  owner?: OwnerChange | undefined;
}

/**
 * What became of several changes: `{snapshot, results}`, where `snapshot` is `null` when the viewer has thereby
 * lost sight of the record, and `results` says of each wish how it ended; or simply the record as it then is.
 */
export type LooseChanged = unknown;

/** One page of what has happened to a record, the newest first; entries as `HistoryEntry` of the contract. */
export type LooseHistory = unknown;

/** Something that happened to a record, or a sign of life. */
export interface LiveEvent {
  /**
   * `changed`, the usual one: the record is at `version` now, or has changed where no version is given · `gone`: the
   * viewer does not see it any more · `reset`: read everything again.
   */
  event?: string | undefined;
  /** Type of the record. */
  type?: string | undefined;
  /** Id of the record. */
  id?: string | undefined;
  version?: string | undefined;
  /** Where to go on from. */
  lastEventId?: string | undefined;
  /** Milliseconds to wait before coming back. */
  retry?: number | undefined;
}

export interface SubscribeOptions {
  /** Aborted when nobody listens any more, or to other records. */
  signal: AbortSignal;
  /** To be called with what happens. */
  tell: (event: LiveEvent) => void;
  /** The last event id that was told of these records; empty where there is none. */
  lastEventId: string;
  /** Nobody asked for a stream in particular: only where it takes nothing from the page. */
  auto: boolean;
}

export interface Adapter {
  load(record: RecordRef, options: CallOptions): Promise<LooseSnapshot>;
  /** Answers the record as it then is, or nothing. Adding somebody who follows is not an error. */
  add?(record: RecordRef, userId: string, options: CallOptions): Promise<LooseSnapshot>;
  /** Answers the record as it then is, or nothing. Removing somebody who doesn't follow is not an error. */
  remove?(record: RecordRef, userId: string, options: CallOptions): Promise<LooseSnapshot>;
  /** For backends that only store whole lists: used where `add` or `remove` is missing. */
  replace?(record: RecordRef, userIds: string[], options: CallOptions): Promise<LooseSnapshot>;
  changeOwner?(record: RecordRef, change: OwnerChange, options: CallOptions): Promise<LooseSnapshot>;
  /**
   * Makes several changes in one request; what the rules refuse of one wish keeps nothing from the others.
   * Removals count first, then the owner, then additions.
   */
  change?(record: RecordRef, changes: Changes, options: CallOptions): Promise<LooseChanged>;
  search?(query: string, options: SearchOptions): Promise<LoosePage>;
  /** Several records at once, at most 100: an array with one answer of `load` for each, nothing for what is not found. */
  loadMany?(records: readonly RecordRef[], options: CallOptions): Promise<unknown>;
  /** The people of these ids, at most 50; whoever is not known is left out. */
  people?(ids: readonly string[], options: CallOptions): Promise<LoosePage>;
  /** What has happened to owner and followers. */
  history?(record: RecordRef, options: HistoryOptions): Promise<LooseHistory>;
  /**
   * Tells of what happens to records; begins with where they stand, or with what has happened since `lastEventId`.
   * Resolves when the connection has ended, and is called again then; with `false`, where there is no listening here.
   */
  subscribe?(records: RecordRef[], options: SubscribeOptions): Promise<unknown>;
}
