/** Whether a rule is meant for what has happened, and which of its conditions say no. */
import type { StoredRecord } from '../repository.ts';
import type { Condition, Rule, Trigger } from './rule.ts';

/** The conditions that don't hold, in the order in which a form asks for them. */
export function unmet({ match }: Pick<Rule, 'match'>, trigger: Trigger, record: StoredRecord): Condition[] {
  const { key, fields, owner } = record;
  const { stage, value, lifecycle } = fields;
  // Contacts have no stage that could change.
  const { minValue, type = trigger.kind === 'stage.changed' ? 'opportunity' : undefined, ...others } = match;
  const equal = { ...others, type };
  const actual = { ...trigger, type: key.type, stage, lifecycle, ownerId: owner?.id };
  const conditions: Condition[] = ['type', 'from', 'to', 'tag', 'stage', 'lifecycle', 'ownerId'];
  const differing = conditions.filter((condition) => {
    const wanted = equal[condition as keyof typeof equal];
    return wanted !== undefined && actual[condition as keyof typeof actual] !== wanted;
  });
  const tooLittle = minValue !== undefined && !(typeof value === 'number' && value >= minValue);
  return tooLittle ? [...differing, 'minValue'] : differing;
}

/** Whether this trigger sets this rule off on this record. */
export function matches(rule: Rule, trigger: Trigger, record: StoredRecord): boolean {
  return rule.enabled && rule.trigger === trigger.kind && !unmet(rule, trigger, record).length;
}
