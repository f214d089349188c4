/** The little that cases need to say what they expect. */
import type { Answer } from './ask.ts';

export function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

export function equal(actual: unknown, expected: unknown, what: string): void {
  if (show(actual) !== show(expected))
    throw new Error(`${what}: expected ${show(expected)}, got ${show(actual)}`);
}

export function ok(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

export function status(answer: Answer, ...expected: number[]): void {
  if (!expected.includes(answer.status)) {
    throw new Error(`Expected ${expected.join(' or ')}, got ${answer.status} ${show(answer.body)}`);
  }
}

/**
 * The answer is a problem of this status and code, in the right media type. Its reason is one of `reasons`, where
 * `undefined` stands for none; with no `reasons` it has none.
 */
export function problem(
  answer: Answer,
  expected: number,
  code: string,
  ...reasons: (string | undefined)[]
): void {
  status(answer, expected);
  ok(
    answer.headers.get('content-type')?.startsWith('application/problem+json'),
    `A refusal is application/problem+json, not ${answer.headers.get('content-type')}`,
  );
  equal(answer.body.code, code, 'code');
  equal(answer.body.status, expected, 'status in the body');
  const { reason } = answer.body;
  const allowed = reasons.length ? reasons : [undefined];
  ok(allowed.includes(reason), `reason: expected ${allowed.map(show).join(' or ')}, got ${show(reason)}`);
}
