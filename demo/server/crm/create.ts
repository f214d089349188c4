/**
 * A new opportunity together with its owner and followers, in one transaction: this is what a form with the
 * element in it sends. What the policy refuses is left out and reported; the opportunity is made all the same.
 */
import type * as v from 'valibot';
import { mayEdit, mayMakeOwner } from '../../../src/core/policy.ts';
import { askedOf, candidate, type Held } from '../changes.ts';
import { refusalOf } from '../problems.ts';
import { attempt, make, type Result } from '../results.ts';
import type { RuleRun } from '../rules/rule.ts';
import { runRules } from '../rules/run.ts';
import { type Context, inPerson, keyOf } from '../service.ts';
import { assertContact, type NewOpportunity } from './fields.ts';
import { noteChanges } from './noted.ts';

export interface Created {
  readonly id: string;
  /** One for each wish: the owner, then the followers in their order. */
  readonly results: Result[];
  /** What each workflow did that ran, after all wishes. */
  readonly rules?: RuleRun[];
}

export function createOpportunity(
  context: Context,
  wanted: v.InferOutput<typeof NewOpportunity>,
): Promise<Created> {
  const { repository, viewer, rules: options } = context;
  const { owner, followers, ...fields } = wanted;
  return repository.transaction(async (tx) => {
    const key = keyOf(viewer, { type: 'opportunity', id: options.newId() });
    const createdAt = options.now().toISOString();
    // Whoever makes a record is its owner to begin with; all rights are judged as such.
    const draft: Held = {
      ...{ tx, rules: options, actor: inPerson(viewer) },
      record: { key, version: '1', createdAt, fields, owner: viewer, followers: [] },
    };
    const readOnly = mayEdit(askedOf(draft));
    if (readOnly) throw refusalOf(readOnly);
    await assertContact(tx, context, fields.contactId);

    const results: Result[] = [];
    let ownerId = viewer.id;
    if (owner) {
      // Not a change of owner, which would be a second event: the record begins with them.
      const result = await attempt(draft, { op: 'owner', userId: owner }, async () => {
        const denied = mayMakeOwner(await candidate(tx, viewer.tenant, owner), askedOf(draft));
        if (denied) throw refusalOf(denied);
        ownerId = owner;
        return 'changed';
      });
      results.push(result);
    }
    await tx.insert({ key, ownerId, createdAt, fields, source: draft.actor.source });
    // The right to add is that of the draft: it does not end with the choice of another owner.
    const actor = { ...draft.actor, can: { addFollower: true } };
    for (const userId of followers) {
      const held = { ...draft, actor, record: (await tx.find(key))! };
      const wish = { op: 'add', userId } as const;
      results.push(await attempt(held, wish, () => make(held, wish)));
    }
    const rules = [
      ...(await runRules(tx, options, key, { id: 'version:1', kind: 'record.created' })),
      ...(await noteChanges(tx, options, key, { before: {}, after: { tags: fields.tags }, byId: viewer.id })),
    ];
    return { id: key.id, results, ...(rules.length ? { rules } : {}) };
  });
}
