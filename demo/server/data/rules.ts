/** The demo's workflows. The first four bear the ids and names that its older followers were added by. */
import type { Rule } from '../rules/rule.ts';
import { TENANT } from './fixed.ts';

type Seed = Partial<Rule> & Pick<Rule, 'id' | 'name' | 'trigger' | 'users'>;

const rule = (seed: Seed) => ({
  tenant: TENANT,
  enabled: true,
  match: {},
  action: 'add' as const,
  force: false,
  ...seed,
});

export const RULES = [
  rule({
    id: 'r1',
    name: 'New leads from the web',
    // Switched off: what is created in the demo is to have the followers that were chosen for it.
    enabled: false,
    trigger: 'record.created',
    match: { type: 'opportunity', stage: 'new' },
    users: ['rita'],
  }),
  rule({
    id: 'r2',
    name: 'Large deals',
    trigger: 'stage.changed',
    match: { to: 'negotiation', minValue: 50_000 },
    users: ['u112', 'u104'],
  }),
  rule({
    id: 'r3',
    name: 'Renewals due',
    trigger: 'tag.added',
    match: { tag: 'renewal due' },
    users: ['u109'],
  }),
  rule({
    id: 'r4',
    name: 'Support escalations',
    trigger: 'tag.added',
    match: { type: 'contact', tag: 'escalated' },
    users: ['colleague', 'u107'],
  }),
  rule({
    id: 'r5',
    name: 'Won deals to customer success',
    trigger: 'stage.changed',
    match: { to: 'won' },
    users: ['colleague'],
  }),
  rule({
    id: 'r6',
    name: 'Reopened deals',
    trigger: 'stage.changed',
    match: { from: 'won' },
    action: 'remove',
    users: ['colleague'],
  }),
];
