/**
 * Workflow rules: what sets one off, which records it is meant for, and whom it adds to the followers or takes out.
 * Words only: `matching.ts` judges, `run.ts` acts, the homes of the data keep them.
 */
import type { RecordRef } from '../../../src/core/record.ts';
import type { components } from '../../../src/core/wire.ts';

type Result = components['schemas']['Result'];

export const TRIGGERS = ['record.created', 'stage.changed', 'tag.added', 'owner.changed'] as const;
export type TriggerKind = (typeof TRIGGERS)[number];

/** Conditions of a rule. All that are given have to hold; none given is every record. */
export interface Match {
  readonly type?: 'contact' | 'opportunity' | undefined;
  /** `stage.changed` only: the stage it was in, and the one it came to. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** `tag.added` only. */
  readonly tag?: string | undefined;
  /** Opportunities only: the stage it is in. */
  readonly stage?: string | undefined;
  /** Opportunities only: euros, this or more. One without a value has less than any. */
  readonly minValue?: number | undefined;
  /** Contacts only. */
  readonly lifecycle?: string | undefined;
  /** Who owns it, after the change. */
  readonly ownerId?: string | undefined;
}

export type Condition = keyof Match;

export interface Rule {
  readonly id: string;
  /** Followers say that they were added by the workflow of this name. */
  readonly name: string;
  readonly enabled: boolean;
  readonly trigger: TriggerKind;
  readonly match: Match;
  readonly action: 'add' | 'remove';
  /** Ids, in the order in which they get the places that are left. */
  readonly users: readonly string[];
  /** Also adds whom somebody has removed by hand; also removes whom somebody has added by hand. */
  readonly force: boolean;
}

/** A rule as it is kept: of one tenant, and with what is known of its runs. */
export interface StoredRule extends Rule {
  /** Rules run in the order of their places; two with one place, by id. */
  readonly place: number;
  /** ISO 8601 instant. */
  readonly lastRunAt: string | null;
}

/** Something that happened to a record and may set rules off. */
export interface Trigger {
  /** Unique on its record and the same each time it is told of: a rule runs once for it, however often that is. */
  readonly id: string;
  readonly kind: TriggerKind;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly tag?: string | undefined;
}

/** What became of one person. `removed-by-hand` and `not-added-by-rule`: a person's decision stands against the rule's. */
export type RuleResult = Omit<Result, 'code'> & {
  readonly code?: Result['code'] | 'removed-by-hand' | 'not-added-by-rule';
};

export interface Outcome {
  /** One for each person of the rule, in its order; none where it failed. */
  readonly results: readonly RuleResult[];
  /** Something unforeseen went wrong: nobody was added or removed. */
  readonly failed?: true | undefined;
}

/** What one rule did on one trigger, as whoever caused it is told. */
export interface RuleRun extends Outcome {
  readonly id: string;
  readonly name: string;
}

/** A run as it is kept. */
export interface StoredRun extends Outcome {
  readonly record: RecordRef;
  readonly trigger: string;
  readonly at: string;
}
