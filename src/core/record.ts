/**
 * The words of the domain as types: record, user, follower, snapshot.
 * Shapes only; what may be done with them is in `policy.ts`, how they change in `intent.ts`.
 */
import type { Verdict } from './reason.ts';

/** A record of the host's CRM. Two types may share an id, so both are always given. */
export interface RecordRef {
  /** `contact`, `opportunity` or any other name the host uses: `[a-z][a-z0-9_-]{0,63}`. */
  readonly type: string;
  /** 1 to 200 well-formed characters, not `.` or `..`. */
  readonly id: string;
}

/** A person of the host's directory. */
export interface User {
  readonly id: string;
  /** As the host writes it; never taken apart. May be empty for people we know only by id. */
  readonly name: string;
  /** Second line, tells people of the same name apart. */
  readonly description?: string | undefined;
  readonly email?: string | undefined;
  /** `https:`, `http:` or a same-origin path; anything else is ignored and initials are shown. */
  readonly avatarUrl?: string | undefined;
  /** False for a closed account: shown, but never offered. */
  readonly active: boolean;
  /** Whether the server would accept this person on the record the search was made for. */
  readonly assignable?: Verdict | undefined;
  /** What this person can do with the record already, without following it. */
  readonly access?: 'none' | 'view' | 'edit' | undefined;
}

/** The signed-in person that the page is shown to. What is missing counts as the ordinary case. */
export interface Viewer {
  readonly id: string;
  readonly name?: string | undefined;
  /** May do everything. Default false. */
  readonly admin?: boolean | undefined;
  /** Sees only records they own or follow. Default false. */
  readonly onlyAssignedData?: boolean | undefined;
  /** False for accounts that may only look. Default true. */
  readonly canEdit?: boolean | undefined;
  /** True where a team or a share gives access anyway, so that leaving costs nothing. */
  readonly keepsAccess?: boolean | undefined;
}

/** How somebody came to follow. */
export interface Source {
  readonly kind: 'user' | 'rule' | 'import' | 'api';
  readonly id?: string | undefined;
  /** Name of the workflow or the app. */
  readonly name?: string | undefined;
  /** The person who did it. */
  readonly by?: { readonly id: string; readonly name: string } | undefined;
}

export interface Follower {
  readonly user: User;
  /** ISO 8601 instant. */
  readonly addedAt?: string | undefined;
  readonly source?: Source | undefined;
  /** Set by `fold()`: shown already, but the server has not agreed yet. */
  readonly pending?: boolean | undefined;
}

/** What the server says this viewer may do; replaces our own test of the viewer's rights. */
export interface Can {
  readonly addFollower?: Verdict | undefined;
  readonly removeFollower?: Verdict | undefined;
  readonly changeOwner?: Verdict | undefined;
}

/** What the server says of a record at one version, to one viewer. Never edited, only replaced. */
export interface Snapshot {
  readonly record: RecordRef & {
    /** Grows by one with every effective change; absent where the host has no versions. */
    readonly version?: string | undefined;
    /** Who made this version, where that was a person and the host says so. */
    readonly by?: { readonly id: string; readonly name: string } | undefined;
  };
  /** Optional routes the host offers: `etag owner batch bulk events people history meta`. */
  readonly features: readonly string[];
  /** Followers the record may have; the owner is not counted. 0 turns following off. */
  readonly limit: number;
  readonly owner: User | null;
  readonly viewer?: Viewer | undefined;
  readonly followers: readonly Follower[];
  readonly can?: Can | undefined;
}

/** Who did what is new in a snapshot, where that is the work of one person: it is one version further. */
export function doneBy(before: Snapshot, now: Snapshot): Snapshot['record']['by'] {
  return Number(now.record.version) - Number(before.record.version) === 1 ? now.record.by : undefined;
}

/** Followers a record may have where nobody says otherwise. */
export const FOLLOWER_LIMIT = 10;

/** A limit from an attribute or an answer; `undefined` when it is no whole number from 0 up. */
export function readLimit(value: unknown): number | undefined {
  const limit = typeof value === 'string' && value.trim() ? Number(value) : value;
  return Number.isInteger(limit) && (limit as number) >= 0 ? (limit as number) : undefined;
}

/** Whether a string can be the id of a record or of a user (see `RecordRef.id`). */
export function isId(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= 200 &&
    value !== '.' &&
    value !== '..' &&
    // Lone surrogates cannot be written into a URL: encodeURIComponent would throw.
    !/[\uD800-\uDFFF]/u.test(value)
  );
}

/** Whether a string can be the type of a record (see `RecordRef.type`). */
export function isType(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z][a-z0-9_-]{0,63}$/.test(value);
}
