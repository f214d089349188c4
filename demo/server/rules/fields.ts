/** What a rule may be made of: the fields of its form, and the sentence beside each that can't be as it is. */
import * as v from 'valibot';
import { euros, type FieldProblem, lifecycle, oneOf, stage, Tag } from '../crm/fields.ts';
import { Id, Ids, text } from '../request.ts';
import { type Match, type Rule, TRIGGERS } from './rule.ts';

const MOST_PEOPLE = 50;
const NAMED = 'Give it a name of at most 80 characters.';
const SOMEBODY = 'Choose somebody.';

const Conditions = v.strictObject(
  {
    type: v.optional(v.picklist(['contact', 'opportunity'], oneOf(['contact', 'opportunity']))),
    from: v.optional(stage),
    to: v.optional(stage),
    tag: v.optional(Tag),
    stage: v.optional(stage),
    minValue: v.optional(euros),
    lifecycle: v.optional(lifecycle),
    ownerId: v.optional(Id),
  },
  'Only the conditions that there are.',
);

const fields = {
  name: v.pipe(text(80, NAMED), v.trim(), v.minLength(1, NAMED)),
  enabled: v.boolean('On or off.'),
  trigger: v.picklist(TRIGGERS, oneOf(TRIGGERS)),
  match: Conditions,
  action: v.picklist(['add', 'remove'], oneOf(['add', 'remove'])),
  users: v.pipe(Ids, v.minLength(1, SOMEBODY), v.maxLength(MOST_PEOPLE, `At most ${MOST_PEOPLE} people.`)),
  force: v.boolean('Yes or no.'),
};

/** Members that hold fields of the form rather than being one. */
export const GROUPS = ['rule', 'match'];

export const NewRule = v.object(
  {
    ...fields,
    enabled: v.optional(fields.enabled, true),
    match: v.optional(fields.match, {}),
    force: v.optional(fields.force, false),
  },
  SOMEBODY,
);

/** `before` names the rule that it is to run before; null is the end. */
export const RulePatch = v.partial(v.object({ ...fields, before: v.nullable(Id) }));

export const Trial = v.object({
  rule: NewRule,
  record: v.object({ type: v.picklist(['contact', 'opportunity']), id: Id }, 'A type and an id.'),
});

/** The record types that a rule can run on. */
function typesOf({ trigger, match }: Pick<Rule, 'trigger' | 'match'>): string[] {
  const ofTrigger = trigger === 'stage.changed' ? ['opportunity'] : ['contact', 'opportunity'];
  return ofTrigger.filter((type) => match.type === undefined || match.type === type);
}

/** Conditions that can't go with the rest of the rule, each with the reason. */
export function contradictions({ trigger, match }: Pick<Rule, 'trigger' | 'match'>): FieldProblem[] {
  const types = typesOf({ trigger, match });
  const only = (type: string) => types.length === 1 && types[0] === type;
  const moving = trigger === 'stage.changed';
  const problems: [name: keyof Match, wrong: boolean, detail: string][] = [
    ['type', !types.length, 'Only opportunities have a stage.'],
    ['from', !!match.from && !moving, 'Only where the stage changes.'],
    ['to', !!match.to && !moving, 'Only where the stage changes.'],
    ['to', !!match.to && match.to === match.from, 'Another stage than the one before.'],
    ['tag', !!match.tag && trigger !== 'tag.added', 'Only where a tag is added.'],
    [
      'stage',
      !!match.stage && (moving || !only('opportunity')),
      'Only for opportunities that stay in a stage.',
    ],
    ['minValue', match.minValue !== undefined && !only('opportunity'), 'Only for opportunities.'],
    ['lifecycle', !!match.lifecycle && !only('contact'), 'Only for contacts.'],
  ];
  return problems.filter(([, wrong]) => wrong).map(([name, , detail]) => ({ name, detail }));
}
