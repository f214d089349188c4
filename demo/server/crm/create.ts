/**
 * A new opportunity together with its owner and followers, in one transaction: this is what a form with the
 * element in it sends. What the policy refuses is left out and reported; the opportunity is made all the same.
 */
import type * as v from 'valibot';
import { mayEdit, mayMakeOwner } from '../../../src/core/policy.ts';
import { Refusal, refusalOf, type WireCode } from '../problems.ts';
import type { StoredRecord, Transaction } from '../repository.ts';
import { admit, candidate, type Context, keyOf } from '../service.ts';
import { situation } from '../snapshot.ts';
import { visible } from '../visibility.ts';
import type { NewOpportunity } from './fields.ts';

/** What became of one wish. */
interface Result {
  op: 'owner' | 'add';
  userId: string;
  name?: string;
  outcome: 'changed' | 'added' | 'already' | 'refused';
  code?: WireCode;
  reason?: string;
}

/** Makes a wish come true, or says why not. Only refusals are results; anything else undoes everything. */
async function attempt(
  tx: Transaction,
  { viewer }: Context,
  op: Result['op'],
  userId: string,
  work: () => Promise<Result['outcome']>,
): Promise<Result> {
  const name = (await tx.person(viewer.tenant, userId))?.name;
  const known = { op, userId, ...(name === undefined ? {} : { name }) };
  try {
    return { ...known, outcome: await work() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, reason } = error;
    return { ...known, outcome: 'refused', code, ...(reason ? { reason } : {}) };
  }
}

export function createOpportunity(context: Context, wanted: v.InferOutput<typeof NewOpportunity>) {
  const { repository, viewer, rules } = context;
  const { owner, followers, ...fields } = wanted;
  return repository.transaction(async (tx) => {
    const contact = keyOf(viewer, { type: 'contact', id: fields.contactId });
    visible(await tx.find(contact), viewer, rules);

    // Whoever makes a record is its owner to begin with; all rights are judged as such.
    const key = keyOf(viewer, { type: 'opportunity', id: rules.newId() });
    const createdAt = rules.now().toISOString();
    const draft: StoredRecord = { key, version: '1', createdAt, fields, owner: viewer, followers: [] };
    const asked = situation(draft, viewer, rules);
    const readOnly = mayEdit(asked);
    if (readOnly) throw refusalOf(readOnly);

    const results: Result[] = [];
    let ownerId = viewer.id;
    if (owner && owner !== viewer.id) {
      const result = await attempt(tx, context, 'owner', owner, async () => {
        const denied = mayMakeOwner(await candidate(tx, viewer, owner), asked);
        if (denied) throw refusalOf(denied);
        ownerId = owner;
        return 'changed';
      });
      results.push(result);
    }
    await tx.insert({ key, ownerId, createdAt, fields, source: { kind: 'user', byId: viewer.id } });
    for (const userId of followers) {
      const result = await attempt(tx, context, 'add', userId, async () => {
        const record = (await tx.find(key))!;
        return (await admit(tx, context, record, userId, { addFollower: true })) ? 'added' : 'already';
      });
      results.push(result);
    }
    return { id: key.id, results };
  });
}
