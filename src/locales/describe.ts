/** What became of a whole save, in words that stand alone: for a host whose form has closed by now. */
import { Problem, type ProblemCode } from '../core/problem.ts';
import type { Result } from '../core/result.ts';
import { createWords, type Words, type WordsOptions } from './messages.ts';

/** Sentences for results: what was saved, then every refusal once. Empty where there is nothing to tell. */
export function describe(results: readonly Result[], words: Words): string {
  const refused = results.filter(({ outcome }) => outcome === 'refused');
  if (!refused.length) return results.length ? words.say('save.all') : '';
  const n = results.length - refused.length;
  const sentences = refused.map(({ op, code, name, ...why }) =>
    words.sayProblem(new Problem((code ?? 'action-forbidden') as ProblemCode, why), { name, op }),
  );
  return [...new Set([n ? words.say('save.part', { n }) : '', ...sentences])].filter(Boolean).join(' ');
}

/**
 * Says what became of a save.
 *
 * @param results as `save()` answers them, or the bulk route, or the host's own route for a new record
 * @param options language, words that replace ours, and the type of the record
 */
export function describeResults(results: readonly Result[], options: WordsOptions = {}): string {
  return describe(results, createWords(options));
}
