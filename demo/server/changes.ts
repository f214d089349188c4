/**
 * The three changes of a record, inside a transaction that holds it: judged by `core/policy.ts`, then made.
 *
 * A refusal is thrown before anything is written, so whoever catches it can go on in the same transaction. Locking,
 * sight and versions are asked for in `service.ts` and `bulk.ts`.
 */
import {
  mayAddFollowers,
  mayChangeOwner,
  mayKeepOwner,
  mayMake,
  mayMakeOwner,
} from '../../src/core/policy.ts';
import type { Can } from '../../src/core/record.ts';
import { type ProblemExtras, Refusal, refusalOf } from './problems.ts';
import type { Account, Effect, StoredRecord, StoredSource, Transaction } from './repository.ts';
import { type Rules, situation } from './snapshot.ts';

/** Who makes a change, and what is noted of it: a person's own doing, or a rule's on whoever's behalf. */
export interface Actor {
  /** Whose rights count. Nobody's, where the backend acts by itself: then owners are changed only with `can`. */
  readonly viewer?: Account | undefined;
  readonly source: StoredSource;
  /** Replaces the test of the viewer's rights; never that of the person or of the places. */
  readonly can?: Can | undefined;
}

/** A record that nobody else changes meanwhile, and who is about to. */
export interface Held {
  readonly tx: Transaction;
  readonly rules: Rules;
  readonly actor: Actor;
  readonly record: StoredRecord;
}

/** The question the policy answers of a held record. */
export function askedOf({ record, actor: { viewer, can }, rules }: Held) {
  const own = situation(record, viewer, rules);
  return { ...own, snapshot: { ...own.snapshot, can } };
}

/** A person by id. Somebody who is not in the tenant's directory can't be chosen: unknown and foreign are one answer. */
export async function candidate(tx: Transaction, tenant: string, userId: string): Promise<Account> {
  const person = await tx.person(tenant, userId);
  if (!person) throw new Refusal('user-not-assignable');
  return person;
}

/** What the refusal of a full list says of it. */
function seats({ followers }: StoredRecord, { limit }: Rules): ProblemExtras {
  const last = followers.at(-1)?.user;
  const current = followers.length;
  // Above the limit nobody took "the last place".
  return { limit, current, ...(last && current === limit ? { by: { id: last.id, name: last.name } } : {}) };
}

function apply({ tx, rules, actor, record }: Held, change: Omit<Effect, 'source' | 'at'>): Promise<void> {
  return tx.apply(record.key, { ...change, source: actor.source, at: rules.now().toISOString() });
}

/** @returns whether they did not follow before */
export async function add(held: Held, userId: string): Promise<boolean> {
  const { tx, rules, record } = held;
  const asked = askedOf(held);
  // Asked here as well as with the person below: who may not do it learns nothing of people.
  const forbidden = mayAddFollowers(asked);
  if (forbidden) throw refusalOf(forbidden);
  const user = await candidate(tx, record.key.tenant, userId);
  const denied = mayMake({ op: 'add', user }, asked);
  if (denied?.reason === 'already-following') return false;
  if (denied) throw refusalOf(denied, seats(record, rules));
  await apply(held, { kind: 'follower-added', userId });
  return true;
}

/** @returns whether they followed before */
export async function remove(held: Held, userId: string): Promise<boolean> {
  const there = held.record.followers.find(({ user }) => user.id === userId);
  // The right comes first, so that nobody learns by trying; whom it is about does not matter to it.
  const user = there?.user ?? { id: userId, name: '', active: true };
  const denied = mayMake({ op: 'remove', user }, askedOf(held));
  if (denied) throw refusalOf(denied);
  if (there) await apply(held, { kind: 'follower-removed', userId });
  return !!there;
}

/** Makes somebody the owner, who is not yet. */
export async function handOver(held: Held, userId: string, keepPrevious: boolean): Promise<void> {
  const { tx, rules, record } = held;
  const asked = askedOf(held);
  const forbidden = mayChangeOwner(asked);
  if (forbidden) throw refusalOf(forbidden);
  const user = await candidate(tx, record.key.tenant, userId);
  const denied = mayMakeOwner(user, asked);
  if (denied) throw refusalOf(denied);
  const leaving = keepPrevious ? mayKeepOwner(user, asked.snapshot) : undefined;
  if (leaving?.reason === 'user-inactive') {
    // Under that reason it would be read as the new owner's.
    const detail = "The previous owner's account is inactive and can't stay as a follower.";
    throw new Refusal('user-not-assignable', { reason: 'check', detail });
  }
  if (leaving) throw refusalOf(leaving, seats(record, rules));
  await apply(held, { kind: 'owner-changed', userId, keepPrevious });
}
