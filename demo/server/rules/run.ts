/**
 * Runs the rules that a trigger sets off, in the transaction of what triggered them: nobody sees the one without the
 * others, and what is undone is undone together.
 *
 * People are added and removed by the same functions as by hand, one after another, so the limit and the judgement of
 * each person are the same. A rule can neither change an owner nor set off another rule: this is called where people
 * act, and nowhere else.
 */
import type { Held } from '../changes.ts';
import type { RecordKey, Transaction } from '../repository.ts';
import { attempt, make } from '../results.ts';
import type { Rules } from '../snapshot.ts';
import { matches } from './matching.ts';
import type { Outcome, Rule, RuleResult, RuleRun, Trigger } from './rule.ts';

/**
 * To be called once all that people wished of the record is done; the record is locked.
 *
 * A rule runs once for each trigger, since its claim is made in the transaction of its work. One that fails for a
 * reason nobody foresaw is undone by itself, logged, and stands in nobody's way.
 * @returns what each rule did that ran now
 */
export async function runRules(
  tx: Transaction,
  options: Rules,
  key: RecordKey,
  trigger: Trigger,
): Promise<RuleRun[]> {
  const runs: RuleRun[] = [];
  const record = (await tx.find(key))!;
  for (const rule of await tx.rules(key.tenant)) {
    if (!matches(rule, trigger, record)) continue;
    const run = { record: key, trigger: trigger.id, ruleId: rule.id, at: options.now().toISOString() };
    if (!(await tx.claimRun(run))) continue;
    const attempted = await tx.savepoint(() => act(tx, options, key, rule));
    if ('error' in attempted) options.log(attempted.error);
    const outcome: Outcome =
      'value' in attempted ? { results: attempted.value } : { results: [], failed: true };
    await tx.finishRun(run, outcome);
    runs.push({ id: rule.id, name: rule.name, ...outcome });
  }
  return runs;
}

/** What a rule does with each of its people. Whoever can't be added or removed is passed over, and said so. */
export async function act(
  tx: Transaction,
  options: Rules,
  key: RecordKey,
  rule: Rule,
): Promise<RuleResult[]> {
  const { id, name, action: op, users } = rule;
  const actor = { source: { kind: 'rule', id, name } } as const;
  const removedByHand = op === 'add' ? await tx.removedByHand(key, users) : new Set<string>();
  const results: RuleResult[] = [];
  for (const userId of users) {
    const held: Held = { tx, rules: options, actor, record: (await tx.find(key))! };
    const code = rule.force ? undefined : decided(held, rule, userId, removedByHand);
    if (code) {
      const person = await tx.person(key.tenant, userId);
      results.push({ op, userId, ...(person && { name: person.name }), outcome: 'refused', code });
    } else {
      results.push(await attempt(held, { op, userId }, () => make(held, { op, userId })));
    }
  }
  return results;
}

/** Whether somebody has decided by hand what the rule would decide otherwise. */
function decided(
  { record }: Held,
  { action }: Rule,
  userId: string,
  removedByHand: ReadonlySet<string>,
): RuleResult['code'] | undefined {
  const follower = record.followers.find(({ user }) => user.id === userId);
  if (action === 'add') return !follower && removedByHand.has(userId) ? 'removed-by-hand' : undefined;
  return follower && follower.source.kind !== 'rule' ? 'not-added-by-rule' : undefined;
}
