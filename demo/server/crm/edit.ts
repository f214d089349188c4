/**
 * A change of a record's plain fields, together with the workflows that it sets off: all of it in one transaction.
 */
import { mayEdit } from '../../../src/core/policy.ts';
import type { RecordRef } from '../../../src/core/record.ts';
import { askedOf } from '../changes.ts';
import { refusalOf } from '../problems.ts';
import type { Fields, StoredRecord } from '../repository.ts';
import type { RuleRun } from '../rules/rule.ts';
import { type Context, hold, stillSeen } from '../service.ts';
import { assertContact, fieldRefusal, MOST_TAGS } from './fields.ts';
import { noteChanges, tagsOf } from './noted.ts';

export interface TagEdit {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

export interface Edited {
  /** As it then is; `undefined` when a workflow has cost the viewer the sight of it. */
  readonly record: StoredRecord | undefined;
  /** What each workflow did that ran. */
  readonly rules: RuleRun[];
}

export function editRecord(
  context: Context,
  ref: RecordRef,
  fields: Fields,
  tags: TagEdit | undefined,
): Promise<Edited> {
  const { repository, viewer, rules: options } = context;
  return repository.transaction(async (tx) => {
    const held = await hold(tx, context, ref);
    const { key, fields: before } = held.record;
    const denied = mayEdit(askedOf(held));
    if (denied) throw refusalOf(denied);
    const { contactId = before['contactId'] } = fields;
    // A form that sends the contact as it was may be that of somebody who doesn't see it.
    if (contactId !== before['contactId']) await assertContact(tx, context, String(contactId));
    const after = { ...fields, ...(tags && { tags: tagged(before, tags) }) };
    if (Object.keys(after).length) await tx.patch(key, after);

    const rules = await noteChanges(tx, options, key, { before, after, byId: viewer.id });
    return { record: await stillSeen(context, held), rules };
  });
}

function tagged(before: Fields, { add, remove }: TagEdit): string[] {
  const tags = [...new Set([...tagsOf(before).filter((tag) => !remove.includes(tag)), ...add])];
  if (tags.length > MOST_TAGS) {
    throw fieldRefusal([{ name: 'tags', detail: `At most ${MOST_TAGS} tags.` }], 422);
  }
  return tags;
}
