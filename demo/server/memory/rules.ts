/** Workflow rules, their runs, and what happened to records' own fields, in memory. */
import {
  byCodePoint,
  type Dataset,
  type FieldChange,
  type Reader,
  type RecordKey,
  type RunKey,
  type StoredFieldChange,
  type Transaction,
} from '../repository.ts';
import type { Outcome, Rule, StoredRule } from '../rules/rule.ts';
import { UndoableMap } from './undo.ts';

interface RuleRow {
  readonly tenant: string;
  readonly rule: Rule;
  readonly place: number;
}

interface RunRow extends RunKey {
  readonly at: string;
  readonly outcome: Outcome;
}

const keyOf = (...parts: string[]) => parts.join('\0');
const idOf = ({ tenant, type, id }: RecordKey) => keyOf(tenant, type, id);
const runId = ({ record, trigger, ruleId }: RunKey) => keyOf(idOf(record), trigger, ruleId);
const descending = (a: string, b: string) => byCodePoint(b, a);

type RuleReader = Pick<Reader, 'rules' | 'runs' | 'fieldChanges'>;
type RuleWriter = Pick<
  Transaction,
  'noteFieldChange' | 'lockRules' | 'putRule' | 'removeRule' | 'claimRun' | 'finishRun'
>;

/** `named` gives people their names. */
export function ruleStore(
  rules: Dataset['rules'] = [],
  named: (tenant: string, id: string) => StoredFieldChange['by'],
) {
  const rows = new UndoableMap<RuleRow>();
  const runs = new UndoableMap<RunRow>();
  const changes = new UndoableMap<readonly FieldChange[]>();
  for (const [place, { tenant, ...rule }] of rules.entries()) {
    rows.set(keyOf(tenant, rule.id), { tenant, rule, place });
  }

  const runsOf = (tenant: string, ruleId: string) =>
    [...runs.values()]
      .filter((run) => run.record.tenant === tenant && run.ruleId === ruleId)
      .sort((a, b) => descending(a.at, b.at) || byCodePoint(runId(a), runId(b)));

  const list = async (tenant: string): Promise<StoredRule[]> =>
    [...rows.values()]
      .filter((row) => row.tenant === tenant)
      .sort((a, b) => a.place - b.place || byCodePoint(a.rule.id, b.rule.id))
      .map(({ rule, place }) => ({ ...rule, place, lastRunAt: runsOf(tenant, rule.id)[0]?.at ?? null }));

  const read: RuleReader = {
    rules: list,
    runs: async (tenant, ruleId, limit) =>
      runsOf(tenant, ruleId)
        .slice(0, limit)
        .map(({ record: { type, id }, trigger, at, outcome }) => {
          return { record: { type, id }, trigger, at, ...outcome };
        }),
    fieldChanges: async (key, limit) =>
      (changes.get(idOf(key)) ?? [])
        .toReversed()
        .slice(0, limit)
        .map(({ byId, ...change }) => ({ ...change, by: named(key.tenant, byId) })),
  };

  const write: RuleWriter = {
    async noteFieldChange(key, change) {
      const all = [...(changes.get(idOf(key)) ?? []), change];
      changes.set(idOf(key), all);
      return all.length;
    },
    lockRules: list,
    putRule: async (tenant, rule, place) => void rows.set(keyOf(tenant, rule.id), { tenant, rule, place }),
    removeRule: async (tenant, id) => void rows.delete(keyOf(tenant, id)),
    async claimRun(run) {
      if (runs.has(runId(run))) return false;
      runs.set(runId(run), { ...run, outcome: { results: [] } });
      return true;
    },
    async finishRun(run, outcome) {
      runs.set(runId(run), { ...runs.get(runId(run))!, outcome });
    },
  };

  return { read, write, maps: [rows, runs, changes] };
}
