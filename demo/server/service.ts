/**
 * The single changes of owner and followers, each in one transaction: lock the record, look, judge, change, look again.
 * What is judged is in `changes.ts`; several at once are in `bulk.ts`.
 *
 * No HTTP in here: a refusal is thrown, a result is returned.
 */
import { mayChangeOwner } from '../../src/core/policy.ts';
import type { RecordRef } from '../../src/core/record.ts';
import { type Actor, add, askedOf, handOver, type Held, remove } from './changes.ts';
import { Refusal, refusalOf } from './problems.ts';
import {
  type Account,
  type RecordKey,
  refText,
  type Repository,
  type StoredEvent,
  type StoredRecord,
  type Transaction,
} from './repository.ts';
import { runRules } from './rules/run.ts';
import type { Rules } from './snapshot.ts';
import { sees, visible } from './visibility.ts';

/** Everything a request needs to know of its surroundings. */
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

/** Who asked makes the change themselves. */
export const inPerson = (viewer: Account): Actor => ({ viewer, source: { kind: 'user', byId: viewer.id } });

export async function readRecord(
  { repository, rules, viewer }: Context,
  ref: RecordRef,
): Promise<StoredRecord> {
  return visible(await repository.find(keyOf(viewer, ref)), viewer, rules);
}

/** Each of the records in turn; `undefined` where there is none, or none that the viewer sees. */
export async function readMany(
  { repository, rules, viewer }: Context,
  refs: readonly RecordRef[],
): Promise<(StoredRecord | undefined)[]> {
  const found = await repository.findMany(viewer.tenant, refs);
  const seen = new Map(
    found.filter((record) => sees(viewer, record, rules)).map((record) => [refText(record.key), record]),
  );
  return refs.map((ref) => seen.get(refText(ref)));
}

/** What has happened to a record, the newest first; with `before`, before that version. */
export async function readHistory(
  context: Context,
  ref: RecordRef,
  limit: number,
  before?: string,
): Promise<StoredEvent[]> {
  const events = await context.repository.events(keyOf(context.viewer, ref), limit, before);
  // Asked after the reading, so that whoever has lost sight of the record meanwhile is not told how.
  await readRecord(context, ref);
  return events;
}

/** The first step of every change: the record is the viewer's to see, and nobody else's to change meanwhile. */
export async function hold(tx: Transaction, { viewer, rules }: Context, ref: RecordRef): Promise<Held> {
  const record = visible(await tx.lock(keyOf(viewer, ref)), viewer, rules);
  return { tx, rules, actor: inPerson(viewer), record };
}

/** The last step: the record as it then is, unless the viewer has lost sight of it. */
export async function stillSeen({ viewer, rules }: Context, { tx, record: { key } }: Held) {
  const record = await tx.find(key);
  return record && sees(viewer, record, rules) ? record : undefined;
}

export function addFollower(context: Context, ref: RecordRef, userId: string): Promise<Changed> {
  return context.repository.transaction(async (tx) => {
    const held = await hold(tx, context, ref);
    const effective = await add(held, userId);
    return { effective, record: effective ? await stillSeen(context, held) : held.record };
  });
}

export function removeFollower(context: Context, ref: RecordRef, userId: string): Promise<Changed> {
  return context.repository.transaction(async (tx) => {
    const held = await hold(tx, context, ref);
    const effective = await remove(held, userId);
    return { effective, record: effective ? await stillSeen(context, held) : held.record };
  });
}

/** Whether a change is asked of the record at this version; `undefined` where the request doesn't say. */
export type Matches = ((version: string) => boolean) | undefined;

/** An owner is changed only by somebody who knows what has happened so far. */
export function assertCurrent({ version }: StoredRecord, matches: Matches): void {
  if (!matches) throw new Refusal('precondition-required');
  if (!matches(version)) throw new Refusal('version-mismatch', { currentVersion: version });
}

/** Workflows wait for owners that people change. To be called when all else that was wished is done. */
export async function afterHandover({ tx, rules, record: { key } }: Held, version?: string): Promise<void> {
  const id = `version:${version ?? (await tx.find(key))!.version}`;
  await runRules(tx, rules, key, { id, kind: 'owner.changed' });
}

export interface OwnerRequest {
  readonly userId: string;
  readonly keepPrevious: boolean;
  readonly matches: Matches;
}

export function changeOwner(context: Context, ref: RecordRef, request: OwnerRequest): Promise<Changed> {
  return context.repository.transaction(async (tx) => {
    const held = await hold(tx, context, ref);
    // Asked here as well as with the change: who may not make it learns nothing of versions.
    const forbidden = mayChangeOwner(askedOf(held));
    if (forbidden) throw refusalOf(forbidden);
    assertCurrent(held.record, request.matches);
    await handOver(held, request.userId, request.keepPrevious);
    await afterHandover(held);
    return { effective: true, record: await stillSeen(context, held) };
  });
}
