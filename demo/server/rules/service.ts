/**
 * Managing rules and trying one. Everybody may read the rules of their tenant and try one on a record that they see;
 * only administrators change them, for a rule gives people access to records that its author may never have opened.
 */
import type { RecordRef } from '../../../src/core/record.ts';
import { fieldRefusal, type FieldProblem } from '../crm/fields.ts';
import { Refusal } from '../problems.ts';
import type { Reader, StoredRecord } from '../repository.ts';
import { type Context, hold } from '../service.ts';
import { contradictions } from './fields.ts';
import { unmet } from './matching.ts';
import { type Condition, type Rule, type RuleResult, type StoredRule, type Trigger } from './rule.ts';
import { act } from './run.ts';

/** Each change of a record asks all of them. */
const MOST_RULES = 100;

export type RuleFields = Omit<Rule, 'id'>;

/** @throws Refusal for those who may not change rules */
export function assertManager({ viewer }: Context): void {
  if (viewer.admin) return;
  throw new Refusal('action-forbidden', { detail: 'Only an administrator can change workflows.' });
}

async function assertSensible(reader: Reader, { viewer }: Context, rule: RuleFields): Promise<void> {
  const problems: FieldProblem[] = contradictions(rule);
  if (problems.length) throw fieldRefusal(problems, 400);
  const { users, match } = rule;
  const asked = { users, ownerId: match.ownerId === undefined ? [] : [match.ownerId] };
  for (const [name, ids] of Object.entries(asked)) {
    const known = new Set((await reader.people(viewer.tenant, ids)).map(({ id }) => id));
    const stranger = ids.find((id) => !known.has(id));
    if (stranger !== undefined) problems.push({ name, detail: `There is nobody with the id “${stranger}”.` });
  }
  if (problems.length) throw fieldRefusal(problems, 422);
}

/** Puts it behind the others. */
export function addRule(context: Context, fields: RuleFields): Promise<StoredRule> {
  assertManager(context);
  const { repository, viewer, rules: options } = context;
  return repository.transaction(async (tx) => {
    await assertSensible(tx, context, fields);
    const rules = await tx.lockRules(viewer.tenant);
    if (rules.length >= MOST_RULES) {
      throw new Refusal('invalid-request', {
        status: 409,
        detail: `There can be ${MOST_RULES} workflows at most.`,
      });
    }
    const rule = { id: options.newId(), ...fields };
    const place = (rules.at(-1)?.place ?? -1) + 1;
    await tx.putRule(viewer.tenant, rule, place);
    return { ...rule, place, lastRunAt: null };
  });
}

/** `before`: the rule that it is to run before from now on; null is the end, nothing said its own place. */
export function changeRule(
  context: Context,
  id: string,
  { before, ...changes }: Partial<RuleFields> & { readonly before?: string | null | undefined },
): Promise<StoredRule> {
  assertManager(context);
  const { repository, viewer } = context;
  return repository.transaction(async (tx) => {
    const rules = await tx.lockRules(viewer.tenant);
    const rule = { ...ruleIn(rules, id), ...changes };
    await assertSensible(tx, context, { ...rule, users: changes.users ?? [] });
    const others = rules.filter((each) => each.id !== id);
    const at = before === undefined ? rules.findIndex((each) => each.id === id) : placeOf(others, before);
    for (const [place, each] of others.toSpliced(at, 0, rule).entries()) {
      if (each === rule || each.place !== place) await tx.putRule(viewer.tenant, each, place);
    }
    return rule;
  });
}

export function removeRule(context: Context, id: string): Promise<void> {
  assertManager(context);
  const { repository, viewer } = context;
  return repository.transaction(async (tx) => {
    ruleIn(await tx.lockRules(viewer.tenant), id);
    await tx.removeRule(viewer.tenant, id);
  });
}

export function ruleIn(rules: readonly StoredRule[], id: string): StoredRule {
  const rule = rules.find((each) => each.id === id);
  if (!rule) throw new Refusal('not-found', { detail: 'There is no such workflow.' });
  return rule;
}

function placeOf(rules: readonly StoredRule[], before: string | null): number {
  return before === null ? rules.length : rules.indexOf(ruleIn(rules, before));
}

export interface Trial {
  /** Why it would not run. */
  readonly unmet: Condition[];
  /** What would become of each of its people if it ran. */
  readonly results: RuleResult[];
}

/** Thrown where everything went well and nothing is to stay. */
class TakenBack {
  readonly trial: Trial;
  constructor(trial: Trial) {
    this.trial = trial;
  }
}

/**
 * What the rule would do to the record if what it waits for happened to it now. It is done by the same code as in
 * earnest, and then the transaction is undone.
 */
export async function tryRule(context: Context, ref: RecordRef, fields: RuleFields): Promise<Trial> {
  const { repository, rules: options } = context;
  const rule = { id: 'trial', ...fields };
  try {
    return await repository.transaction(async (tx) => {
      await assertSensible(tx, context, { ...fields, users: [] });
      const { record } = await hold(tx, context, ref);
      const missing = unmet(rule, supposed(rule, record), record);
      const results = missing.length ? [] : await act(tx, options, record.key, rule);
      throw new TakenBack({ unmet: missing, results });
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.trial;
    throw error;
  }
}

/** The trigger that the rule waits for. */
function supposed({ trigger: kind, match: { from, to, tag } }: Rule, { fields }: StoredRecord): Trigger {
  const stage = (fields['stage'] ?? undefined) as string | undefined;
  return { id: 'trial', kind, from: from ?? stage, to, tag };
}
