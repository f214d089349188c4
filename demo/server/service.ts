/**
 * The changes of owner and followers, each in one transaction: lock the record, look, judge, change, look again.
 *
 * The judging is all in `core/policy.ts`. No HTTP in here: a refusal is thrown, a result is returned.
 */
import {
  mayAddFollowers,
  mayChangeOwner,
  mayKeepOwner,
  mayMake,
  mayMakeOwner,
} from '../../src/core/policy.ts';
import type { Can, RecordRef } from '../../src/core/record.ts';
import { type ProblemExtras, Refusal, refusalOf } from './problems.ts';
import type { Account, Effect, RecordKey, Repository, StoredRecord, Transaction } from './repository.ts';
import { type Rules, situation } from './snapshot.ts';
import { sees, visible } from './visibility.ts';

/** Everything a change needs to know of its surroundings. */
export interface Context {
  readonly repository: Repository;
  readonly rules: Rules;
  readonly viewer: Account;
}

export interface Changed {
  /** Whether anything is different now. */
  readonly effective: boolean;
  /** The record as it then is; `undefined` when the viewer no longer sees it. */
  readonly record: StoredRecord | undefined;
}

export const keyOf = (viewer: Account, { type, id }: RecordRef): RecordKey => ({
  tenant: viewer.tenant,
  type,
  id,
});

export async function readRecord(
  { repository, rules, viewer }: Context,
  ref: RecordRef,
): Promise<StoredRecord> {
  return visible(await repository.find(keyOf(viewer, ref)), viewer, rules);
}

/** What the refusal of a full list says of it. */
function seats({ followers }: StoredRecord, { limit }: Rules): ProblemExtras {
  const last = followers.at(-1)?.user;
  const current = followers.length;
  // Above the limit nobody took "the last place".
  return { limit, current, ...(last && current === limit ? { by: { id: last.id, name: last.name } } : {}) };
}

/** A person by id. Somebody the viewer can't find in the directory can't be chosen: unknown and foreign are one answer. */
export async function candidate(tx: Transaction, viewer: Account, userId: string): Promise<Account> {
  const person = await tx.person(viewer.tenant, userId);
  if (!person) throw new Refusal('user-not-assignable');
  return person;
}

function effect({ viewer, rules }: Context, kind: Effect['kind'], userId: string): Effect {
  return { kind, userId, source: { kind: 'user', byId: viewer.id }, at: rules.now().toISOString() };
}

/** The first step of every change: the record is the viewer's to see, and nobody else's to change meanwhile. */
export async function locked(tx: Transaction, { viewer, rules }: Context, ref: RecordRef) {
  const key = keyOf(viewer, ref);
  const record = visible(await tx.lock(key), viewer, rules);
  return { key, record, asked: situation(record, viewer, rules) };
}

/**
 * Adds a follower inside a transaction that holds the record. `can` replaces the test of the viewer's own rights.
 * @returns whether they were not there before
 */
export async function admit(
  tx: Transaction,
  context: Context,
  record: StoredRecord,
  userId: string,
  can?: Can,
): Promise<boolean> {
  const own = situation(record, context.viewer, context.rules);
  const asked = { ...own, snapshot: { ...own.snapshot, can } };
  // Asked here as well as with the person below: who may not do it learns nothing of people.
  const forbidden = mayAddFollowers(asked);
  if (forbidden) throw refusalOf(forbidden);
  const user = await candidate(tx, context.viewer, userId);
  const denied = mayMake({ op: 'add', user }, asked);
  if (denied?.reason === 'already-following') return false;
  if (denied) throw refusalOf(denied, seats(record, context.rules));
  await tx.apply(record.key, effect(context, 'follower-added', userId));
  return true;
}

export function addFollower(context: Context, ref: RecordRef, userId: string): Promise<Changed> {
  return context.repository.transaction(async (tx) => {
    const { key, record } = await locked(tx, context, ref);
    const effective = await admit(tx, context, record, userId);
    return { effective, record: effective ? await tx.find(key) : record };
  });
}

export function removeFollower(context: Context, ref: RecordRef, userId: string): Promise<Changed> {
  return context.repository.transaction(async (tx) => {
    const { key, record, asked } = await locked(tx, context, ref);
    const there = record.followers.find(({ user }) => user.id === userId);
    // The right comes first, so that nobody learns by trying; whom it is about does not matter to it.
    const denied = mayMake(
      { op: 'remove', user: there?.user ?? { id: userId, name: '', active: true } },
      asked,
    );
    if (denied) throw refusalOf(denied);
    if (!there) return { effective: false, record };
    await tx.apply(key, effect(context, 'follower-removed', userId));
    return { effective: true, record: await stillSeen(tx, context, key) };
  });
}

export interface OwnerRequest {
  readonly userId: string;
  readonly keepPrevious: boolean;
  /** Whether the change is asked of the record at this version. */
  readonly matches: ((version: string) => boolean) | undefined;
}

export function changeOwner(context: Context, ref: RecordRef, request: OwnerRequest): Promise<Changed> {
  return context.repository.transaction(async (tx) => {
    const { key, record, asked } = await locked(tx, context, ref);
    // Asked here as well as with the person below: who may not do it learns nothing of versions and people.
    const forbidden = mayChangeOwner(asked);
    if (forbidden) throw refusalOf(forbidden);
    if (!request.matches) throw new Refusal('precondition-required');
    if (!request.matches(record.version)) {
      throw new Refusal('version-mismatch', { currentVersion: record.version });
    }
    const user = await candidate(tx, context.viewer, request.userId);
    const { keepPrevious } = request;
    const denied = mayMakeOwner(user, asked);
    if (denied) throw refusalOf(denied);
    const leaving = keepPrevious ? mayKeepOwner(user, asked.snapshot) : undefined;
    if (leaving?.reason === 'user-inactive') {
      // Under that reason it would be read as the new owner's.
      const detail = "The previous owner's account is inactive and can't stay as a follower.";
      throw new Refusal('user-not-assignable', { reason: 'check', detail });
    }
    if (leaving) throw refusalOf(leaving, seats(record, context.rules));
    await tx.apply(key, { ...effect(context, 'owner-changed', user.id), keepPrevious });
    return { effective: true, record: await stillSeen(tx, context, key) };
  });
}

async function stillSeen(tx: Transaction, { viewer, rules }: Context, key: RecordKey) {
  const record = await tx.find(key);
  return record && sees(viewer, record, rules) ? record : undefined;
}
