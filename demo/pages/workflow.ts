/** What a workflow is to the pages: as the server sends it, and what it does in words. */
import type { RuleRun } from './crm.ts';
import { money, type Stage, stageName } from './opportunity.ts';

export interface RulePerson {
  id: string;
  name: string;
  active: boolean;
}

export const TRIGGERS = ['record.created', 'stage.changed', 'tag.added', 'owner.changed'] as const;
export type Trigger = (typeof TRIGGERS)[number];

export interface Match {
  type?: 'contact' | 'opportunity';
  from?: Stage;
  to?: Stage;
  tag?: string;
  stage?: Stage;
  /** Euros. */
  minValue?: number;
  lifecycle?: string;
  ownerId?: string;
}

/** A workflow as it is sent: people by id. */
export interface RuleFields {
  name: string;
  enabled: boolean;
  trigger: Trigger;
  match: Match;
  action: 'add' | 'remove';
  users: readonly string[];
  force: boolean;
}

export interface Rule extends Omit<RuleFields, 'users'> {
  id: string;
  users: readonly RulePerson[];
  /** Of `match.ownerId`. */
  owner?: RulePerson;
  /** ISO 8601 instant. */
  lastRunAt: string | null;
}

/** A workflow as it is sent. */
export function fieldsOf({ name, enabled, trigger, match, action, users, force }: Rule): RuleFields {
  return { name, enabled, trigger, match, action, users: users.map(({ id }) => id), force };
}

type Described = Pick<Rule, 'trigger' | 'match' | 'owner'>;

const THINGS = { contact: 'a contact', opportunity: 'an opportunity' };

/** "An opportunity moves to Won, if it is worth €50,000 or more", without a full stop. */
export function when({ trigger, match, owner }: Described): string {
  const thing = match.type ? THINGS[match.type] : 'a contact or an opportunity';
  const conditions = conditionsOf(match, owner);
  const happening = happens(trigger, match, thing);
  return happening + (conditions.length ? `, if it is ${conditions.join(' and ')}` : '');
}

function happens(trigger: Trigger, { from, to, tag }: Match, thing: string): string {
  if (trigger === 'record.created') return `${thing} is created`;
  if (trigger === 'tag.added') return tag ? `${thing} gets the tag “${tag}”` : `${thing} gets a tag`;
  if (trigger === 'owner.changed') return `${thing} gets another owner`;
  if (!from && !to) return 'an opportunity changes its stage';
  const way = [from && `from ${stageName(from)}`, to && `to ${stageName(to)}`].filter(Boolean);
  return `an opportunity moves ${way.join(' ')}`;
}

function conditionsOf({ stage, minValue, lifecycle, ownerId }: Match, owner?: RulePerson): string[] {
  return [
    stage ? `in the stage ${stageName(stage)}` : '',
    minValue === undefined ? '' : `worth ${money(minValue)} or more`,
    lifecycle ? `of the lifecycle “${lifecycle}”` : '',
    ownerId ? `owned by ${owner?.name || ownerId}` : '',
  ].filter(Boolean);
}

/** What happens to its people, before their names. */
export const actionName = (action: Rule['action']) =>
  action === 'add' ? 'Add as followers' : 'Remove from the followers';

/** What `force` means for this action. */
export const forceName = (action: Rule['action']) =>
  action === 'add' ? 'Also people who were removed by hand' : 'Also people who were added by hand';

export type Result = RuleRun['results'][number];

const REASONS: Readonly<Record<string, string>> = {
  'follower-limit': 'all places are taken',
  off: 'following is turned off',
  'user-is-owner': 'owners have access already',
  'user-inactive': 'the account is inactive',
  'removed-by-hand': 'removed by hand before',
  'not-added-by-rule': 'added by hand',
};

/** What became of one person, or would in a trial. */
export function outcome({ userId, name, op, outcome: became, code, reason }: Result, trial = false): string {
  const who = name || userId;
  const [is, not] = trial ? ['would be', 'would not be'] : ['was', 'was not'];
  if (became === 'already') return `${who} follows already.`;
  if (became === 'absent') return `${who} does not follow.`;
  const done = op === 'add' ? 'added' : 'removed';
  if (became !== 'refused') return `${who} ${is} ${done}.`;
  return `${who} ${not} ${done}: ${REASONS[reason ?? ''] ?? REASONS[code ?? ''] ?? 'this person can’t follow'}.`;
}

/** What workflows did to a record, for whoever set them off. Nothing about people for whom nothing changed. */
export function told(runs: readonly RuleRun[] = []): string {
  return runs
    .flatMap(({ name, results, failed }) => {
      if (failed) return [`The workflow ${name} failed and changed nothing.`];
      const sentences = results.flatMap((result) => {
        const { outcome: became, op, userId } = result;
        const who = result.name ?? userId;
        if (became === 'added') return [`${who} was added by the workflow ${name}.`];
        if (became === 'removed') return [`${who} was removed by the workflow ${name}.`];
        return became === 'refused' && op === 'add' ? [outcome(result)] : [];
      });
      return sentences;
    })
    .join(' ');
}
