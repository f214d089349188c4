/** What came of a run: level by level, for people and for programs. */
import { type Case, type Feature, FEATURES } from '../case.ts';
import type { Options } from './options.ts';
import type { Result } from './run.ts';

type LevelName = 'required' | Feature;

/** A case counts for the first feature that it is about. */
export const levelOf = ({ features }: Case): LevelName => features[0] ?? 'required';

export interface Level {
  readonly name: LevelName;
  readonly state: 'holds' | 'fails' | 'not-tested' | 'not-offered';
  readonly passed: number;
  readonly failed: number;
  readonly notTested: number;
}

/** `required` first, then each feature. Of `cases`, those whose features are not claimed have no result. */
export function levelsOf(
  cases: readonly Case[],
  results: readonly Result[],
  claimed: ReadonlySet<Feature>,
): Level[] {
  const names = (['required', ...FEATURES] as const).filter((name) =>
    cases.some((each) => levelOf(each) === name),
  );
  return names.map((name) => {
    const own = results.filter((each) => levelOf(each.case) === name);
    const count = (outcome: Result['outcome']) => own.filter((each) => each.outcome === outcome).length;
    const [passed, failed, notTested] = [count('passed'), count('failed'), count('not-tested')];
    const isClaimed = name === 'required' || claimed.has(name);
    const tested = failed > 0 ? 'fails' : passed > 0 ? 'holds' : 'not-tested';
    return { name, state: isClaimed ? tested : 'not-offered', passed, failed, notTested };
  });
}

/** Every level that the backend claims has been tested, and nothing of it has failed. */
export const isConforming = (levels: readonly Level[]): boolean =>
  levels.every(({ state }) => state === 'holds' || state === 'not-offered');

type Paint = (style: 'red' | 'green' | 'dim' | 'bold', text: string) => string;

const CODES = { red: 31, green: 32, dim: 2, bold: 1 };
const colours: Paint = (style, text) => `\u001b[${CODES[style]}m${text}\u001b[0m`;
const plain: Paint = (_, text) => text;

export function reportForPrograms(
  { base, record }: Options,
  levels: readonly Level[],
  results: readonly Result[],
  isComplete: boolean,
  notRestored: string | undefined,
): string {
  const cases = results.map(({ case: { id, title, features }, ...rest }) => ({
    id,
    title,
    features,
    ...rest,
  }));
  const conforms = isComplete && isConforming(levels);
  const report = { url: base, record, conforms, complete: isComplete, notRestored, levels, cases };
  return JSON.stringify(report, undefined, 2);
}

export function reportForPeople(
  { base, record, tokens }: Options,
  levels: readonly Level[],
  results: readonly Result[],
  isColoured: boolean,
): string {
  const paint = isColoured ? colours : plain;
  const lines = [
    `${base}, record ${record.type}:${record.id}, as ${Object.keys(tokens).join(', ')}`,
    '',
    ...levels.map((level) => lineOf(level, paint)),
  ];
  for (const [message, failed] of grouped(results, 'failed')) {
    lines.push('');
    for (const { case: each } of failed)
      lines.push(`${paint('red', '✖')} ${paint('bold', each.id)}: ${each.title}`);
    lines.push(`    ${clip(message)}`);
    for (const request of failed[0]!.requests ?? []) lines.push(paint('dim', `      ${request}`));
  }
  const missing = grouped(results, 'not-tested');
  if (missing.size > 0) lines.push('', 'Not tested:');
  for (const [needs, { length }] of missing) {
    lines.push(`  ${length === 1 ? '1 case needs' : `${length} cases need`} ${needs}`);
  }
  lines.push('', verdict(levels, paint));
  return lines.join('\n');
}

function lineOf({ name, state, passed, failed, notTested }: Level, paint: Paint): string {
  const label = name.padEnd(9);
  if (state === 'not-offered') return paint('dim', `  – ${label} not offered`);
  const counts = [
    passed > 0 && `${passed} passed`,
    failed > 0 && `${failed} failed`,
    notTested > 0 && `${notTested} not tested`,
  ].filter(Boolean);
  const sign = { holds: paint('green', '✔'), fails: paint('red', '✖'), 'not-tested': '?' }[state];
  return `  ${sign} ${label} ${counts.join(', ') || 'claimed, and not tested'}`;
}

/** Results by what is said of them, in the order in which that was said first. */
function grouped(results: readonly Result[], outcome: Result['outcome']): Map<string, Result[]> {
  const groups = new Map<string, Result[]>();
  for (const result of results.filter((each) => each.outcome === outcome)) {
    const message = result.message ?? result.needs ?? '';
    // What a case has found out itself is told with its requests.
    const key = outcome === 'failed' && result.requests?.length ? `${message}\n${result.case.id}` : message;
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return groups;
}

const clip = (text: string) => {
  const [line = ''] = text.split('\n');
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
};

function verdict(levels: readonly Level[], paint: Paint): string {
  const named = (state: Level['state']) =>
    levels.filter((level) => level.state === state).map(({ name }) => name);
  const untested = levels.reduce((sum, { notTested }) => sum + notTested, 0);
  const cases = untested === 1 ? '1 case was' : `${untested} cases were`;
  if (isConforming(levels)) {
    const rest = untested > 0 ? ` ${cases} not tested.` : '';
    return paint('green', `Every level that this backend claims holds.${rest}`);
  }
  const [fails, unknown] = [named('fails'), named('not-tested')];
  const sentences = [
    fails.length > 0 && `Does not hold: ${fails.join(', ')}.`,
    unknown.length > 0 && `Claimed, but nothing of it could be tested: ${unknown.join(', ')}.`,
  ].filter(Boolean);
  return paint('red', sentences.join(' '));
}
