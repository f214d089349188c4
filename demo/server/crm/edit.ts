/**
 * A change of a record's plain fields, together with the workflows that it sets off: all of it in one transaction, and
 * what it did to stage and tags is noted for the history.
 */
import { mayEdit } from '../../../src/core/policy.ts';
import type { RecordRef } from '../../../src/core/record.ts';
import { askedOf } from '../changes.ts';
import { refusalOf } from '../problems.ts';
import type { FieldChange, Fields, StoredRecord } from '../repository.ts';
import { runRules } from '../rules/run.ts';
import type { RuleRun, Trigger } from '../rules/rule.ts';
import { type Context, hold, stillSeen } from '../service.ts';
import { assertContact, fieldRefusal, MOST_TAGS } from './fields.ts';

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

    const rules: RuleRun[] = [];
    for (const change of differences(before, after)) {
      const at = options.now().toISOString();
      const number = await tx.noteFieldChange(key, { ...change, at, byId: viewer.id });
      const trigger = triggerOf(change, number);
      if (trigger) rules.push(...(await runRules(tx, options, key, trigger)));
    }
    return { record: await stillSeen(context, held), rules };
  });
}

const tagsOf = ({ tags }: Fields) => (tags ?? []) as readonly string[];

function tagged(before: Fields, { add, remove }: TagEdit): string[] {
  const tags = [...new Set([...tagsOf(before).filter((tag) => !remove.includes(tag)), ...add])];
  if (tags.length > MOST_TAGS) {
    throw fieldRefusal([{ name: 'tags', detail: `At most ${MOST_TAGS} tags.` }], 422);
  }
  return tags;
}

type Difference = Pick<FieldChange, 'kind' | 'before' | 'after'>;

/** What the history tells of, and rules may wait for. */
function differences(before: Fields, after: Fields): Difference[] {
  const changes: Difference[] = [];
  const { stage } = after;
  if (stage !== undefined && stage !== before['stage']) {
    const was = (before['stage'] ?? null) as string | null;
    changes.push({ kind: 'stage-changed', before: was, after: stage as string });
  }
  if (!('tags' in after)) return changes;
  const [had, has] = [tagsOf(before), tagsOf(after)];
  for (const tag of had) {
    if (!has.includes(tag)) changes.push({ kind: 'tag-removed', before: tag, after: null });
  }
  for (const tag of has) {
    if (!had.includes(tag)) changes.push({ kind: 'tag-added', before: null, after: tag });
  }
  return changes;
}

function triggerOf({ kind, before, after }: Difference, number: number): Trigger | undefined {
  const id = `field:${number}`;
  const [from, to] = [before ?? undefined, after ?? undefined];
  if (kind === 'stage-changed') return { id, kind: 'stage.changed', from, to };
  return kind === 'tag-added' ? { id, kind: 'tag.added', tag: to } : undefined;
}
