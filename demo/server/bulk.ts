/**
 * Many changes of one record in one transaction, as a form with a Save button sends them. Each is judged and made by
 * itself, so what is refused of one leaves the others alone; only what concerns all of them is thrown.
 */
import { fold } from '../../src/core/intent.ts';
import { mayAddFollowers, mayChangeOwner } from '../../src/core/policy.ts';
import type { RecordRef } from '../../src/core/record.ts';
import { askedOf, type Held } from './changes.ts';
import type { StoredRecord } from './repository.ts';
import { attempt, make, type Result, type Wish } from './results.ts';
import { afterHandover, assertCurrent, type Context, hold, type Matches, stillSeen } from './service.ts';

export interface Changes {
  readonly add: readonly string[];
  readonly remove: readonly string[];
  readonly owner?: { readonly userId: string; readonly keepPrevious: boolean } | undefined;
  /** Asked only with an owner. */
  readonly matches?: Matches;
}

export interface ManyChanged {
  /** One for each wish, in the order they were made. */
  readonly results: Result[];
  /** The record as it then is; `undefined` when the viewer no longer sees it. */
  readonly record: StoredRecord | undefined;
}

/**
 * The order in which the most can come true: removals give places to additions, and what costs the viewer the right
 * to do the rest waits until the rest is done.
 */
function inOrder(held: Held, { add, remove, owner }: Changes): Wish[] {
  const viewerId = held.actor.viewer?.id;
  const wish = (op: Wish['op']) => (userId: string) => ({ op, userId });
  const handover: Wish[] = owner ? [{ op: 'owner', ...owner }] : [];
  const additions = add.map(wish('add'));
  return [
    ...remove.filter((id) => id !== viewerId).map(wish('remove')),
    ...(owner && endsAdding(held, owner) ? [...additions, ...handover] : [...handover, ...additions]),
    ...remove.filter((id) => id === viewerId).map(wish('remove')),
  ];
}

/** Whether the viewer may add followers as long as the owner is not another one. */
function endsAdding(held: Held, { userId, keepPrevious }: NonNullable<Changes['owner']>): boolean {
  const asked = askedOf(held);
  const user = { id: userId, name: '', active: true };
  const snapshot = fold(asked.snapshot, [{ op: 'owner', user, keepPrevious }]);
  return !mayAddFollowers(asked) && !!mayAddFollowers({ ...asked, snapshot });
}

export function changeMany(context: Context, ref: RecordRef, changes: Changes): Promise<ManyChanged> {
  return context.repository.transaction(async (tx) => {
    let held = await hold(tx, context, ref);
    // Who may not change the owner learns nothing of versions; their wish is refused by itself.
    if (changes.owner && !mayChangeOwner(askedOf(held))) assertCurrent(held.record, changes.matches);
    const results: Result[] = [];
    let handedOverAt: string | undefined;
    for (const wish of inOrder(held, changes)) {
      const current = held;
      const result = await attempt(current, wish, () => make(current, wish));
      results.push(result);
      if (['added', 'removed', 'changed'].includes(result.outcome)) {
        held = { ...held, record: (await tx.find(held.record.key))! };
      }
      if (result.outcome === 'changed') handedOverAt = held.record.version;
    }
    if (handedOverAt !== undefined) await afterHandover(held, handedOverAt);
    return { results, record: await stillSeen(context, held) };
  });
}
