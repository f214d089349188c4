/**
 * The edge where answers become core types: picks the members we know and believes nothing else.
 * Names stay as the host wrote them; making them safe to look at is the display's business.
 */
import { Problem } from '../core/problem.ts';
import type { Verdict } from '../core/reason.ts';
import {
  type Follower,
  FOLLOWER_LIMIT,
  isId,
  readLimit,
  type RecordRef,
  type Snapshot,
  type Source,
  type User,
} from '../core/record.ts';
import type { LoosePage, LooseSnapshot, Page } from './adapter.ts';

/** A JSON object nobody has looked at yet. */
export type Loose = Readonly<Record<string, unknown>>;

/** What is known besides the answer. */
export interface ReadContext {
  /** People known already, for hosts that answer bare ids. */
  people?: { get(id: string): User | undefined } | undefined;
  /** Seats where the answer names none. */
  limit?: number | undefined;
  /** Features where the answer names none. */
  features?: readonly string[] | undefined;
}

type People = ReadContext['people'];

const isObject = (value: unknown): value is Loose => !!value && typeof value === 'object';

/** An object as it is; of anything else, an object with it as its only member. */
const under = (key: string, value: unknown): Loose =>
  isObject(value) && !Array.isArray(value) ? value : { [key]: value };

const is =
  <T>(type: string) =>
  (value: unknown) =>
    typeof value === type && value !== '' ? (value as T) : undefined;

/** A string with something in it. */
export const text = is<string>('string');
const flag = is<boolean>('boolean');

const oneOf =
  <const T>(...known: T[]) =>
  (value: unknown) =>
    known.find((each) => each === value);

/** Many databases count their ids; on the wire and here they are strings. */
export const numberAsText = (value: unknown) => (Number.isFinite(value) ? String(value) : value);

/** The members named in `shape`, each as its reader reads it. */
function pick<S extends Record<string, (value: unknown) => unknown>>(loose: Loose, shape: S) {
  const members = Object.entries(shape).map(([key, read]) => [key, read(loose[key])]);
  return Object.fromEntries(members) as { [Key in keyof S]: ReturnType<S[Key]> };
}

const verdict = (loose: unknown): Verdict | undefined =>
  isObject(loose) ? pick(loose, { reason: text, detail: text }) : flag(loose);

const CAN = { addFollower: verdict, removeFollower: verdict, changeOwner: verdict };
const VIEWER = { name: text, admin: flag, onlyAssignedData: flag, canEdit: flag, keepsAccess: flag };
const PERSON = {
  description: text,
  email: text,
  avatarUrl: text,
  active: (value: unknown) => value !== false,
};
/** Said of a person and one record, so never taken over from what is known of the person. */
const TIE = { assignable: verdict, access: oneOf('none', 'view', 'edit') };
const SOURCE = { kind: oneOf('user', 'rule', 'import', 'api'), id: text, name: text };

/** Somebody given as an object or as a bare id; `undefined` without a usable id. */
function identify(loose: unknown): (Loose & { id: string }) | undefined {
  const given = under('id', loose);
  const id = numberAsText(given.id);
  return isId(id) ? { ...given, id } : undefined;
}

/** A person; a name that is not given is looked up. */
export function readUser(loose: unknown, people?: People): User | undefined {
  const given = identify(loose);
  if (!given) return undefined;
  const { id } = given;
  const known = people?.get(id);
  const name = text(given.name) ?? known?.name ?? '';
  return { id, name, ...pick({ ...known, ...given }, PERSON), ...pick(given, TIE) };
}

/** Who did something, by id and name. */
export function readBy(loose: unknown, people?: People): { id: string; name: string } | undefined {
  const user = readUser(loose, people);
  return user && { id: user.id, name: user.name };
}

/** How something came about; `undefined` where it is said in no way that we know. */
export function readSource(loose: unknown, people?: People): Source | undefined {
  const { kind, ...source } = pick(under('kind', loose), SOURCE);
  return kind && { kind, ...source, by: readBy((loose as Source).by, people) };
}

function readFollower(loose: unknown, people: People): Follower | undefined {
  const { user: nested, addedAt, source } = under('user', loose);
  const user = readUser(nested ?? loose, people);
  return user && { user, addedAt: text(addedAt), source: readSource(source, people) };
}

/** The usable entries of a list, each person once, and never the one whose seat is elsewhere. */
function readList<T extends { user: User }>(
  loose: unknown,
  read: (entry: unknown) => T | undefined,
  elsewhere?: string,
): T[] {
  if (!Array.isArray(loose)) throw new Problem('malformed-response');
  const seen = new Set([elsewhere]);
  return loose
    .map((entry) => read(entry))
    .filter((item): item is T => {
      const id = item?.user.id;
      return !!id && !seen.has(id) && !!seen.add(id);
    });
}

/**
 * A record as an adapter answered it. Besides the contract's snapshot: `{owner, followers}` alone,
 * or an array of followers; people as objects or as bare ids; ids and versions as numbers.
 * A follower without a usable id, one named twice and the owner among the followers are left out.
 *
 * @throws {Problem} `malformed-response` for anything else, and for the snapshot of another record.
 */
export function readSnapshot(
  loose: LooseSnapshot,
  { type, id }: RecordRef,
  { people, limit, features }: ReadContext = {},
): Snapshot {
  const given = under('followers', loose ?? undefined);
  const { followers, record } = given;
  const of = under('id', record ?? id);
  // An answer like {"ok": true} says nothing of the record; reading it as "no followers" would be a lie.
  const silent = followers === undefined && given.owner === undefined && !record;
  if (silent || numberAsText(of.id ?? id) !== id || (of.type ?? type) !== type) {
    throw new Problem('malformed-response');
  }
  const owner = readUser(given.owner, people) ?? null;
  const viewer = identify(given.viewer);
  return {
    record: { type, id, version: text(numberAsText(of.version)), by: readBy(of.by, people) },
    features: Array.isArray(given.features) ? given.features.filter(text) : (features ?? []),
    limit: readLimit(given.limit) ?? limit ?? FOLLOWER_LIMIT,
    owner,
    viewer: viewer && { id: viewer.id, ...pick(viewer, VIEWER) },
    followers: readList(followers ?? [], (entry) => readFollower(entry, people), owner?.id),
    can: isObject(given.can) ? pick(given.can, CAN) : undefined,
  };
}

/**
 * People a search found: a page of the contract, or simply an array of them.
 *
 * @throws {Problem} `malformed-response` for anything else.
 */
export function readPage(loose: LoosePage): Page {
  const { items, nextCursor } = under('items', loose);
  const found = readList(items, (entry) => {
    const user = readUser(entry);
    return user && { user };
  });
  return { items: found.map(({ user }) => user), nextCursor: text(numberAsText(nextCursor)) ?? null };
}
