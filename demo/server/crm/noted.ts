/** What a change did to stage and tags: noted for the history, and told to the workflows that wait for it. */
import type { FieldChange, Fields, RecordKey, Transaction } from '../repository.ts';
import type { RuleRun, Trigger } from '../rules/rule.ts';
import { runRules } from '../rules/run.ts';
import type { Rules } from '../snapshot.ts';

/** The record is locked and patched. @returns what each workflow did that ran */
export async function noteChanges(
  tx: Transaction,
  options: Rules,
  key: RecordKey,
  { before, after, byId }: { before: Fields; after: Fields; byId: string },
): Promise<RuleRun[]> {
  const runs: RuleRun[] = [];
  for (const change of differences(before, after)) {
    const at = options.now().toISOString();
    const number = await tx.noteFieldChange(key, { ...change, at, byId });
    const trigger = triggerOf(change, number);
    if (trigger) runs.push(...(await runRules(tx, options, key, trigger)));
  }
  return runs;
}

export const tagsOf = ({ tags }: Fields) => (tags ?? []) as readonly string[];

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
