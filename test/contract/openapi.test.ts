/** The description itself: its examples are what it says they are. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WIRE_CODES } from '../../src/core/problem.ts';
import { assertMatches, description, examples } from './openapi.ts';

test('every example is valid against the schema it stands with', () => {
  const seen = [...examples()];
  for (const { name, schema, value } of seen) assertMatches(schema, value, name);
  assert.ok(seen.length >= 30, `${seen.length} examples`);
});

test('every named example is used somewhere', () => {
  const used = new Set([...examples()].map(({ value }) => value));
  const unused = Object.entries(description.components.examples).filter(([, { value }]) => !used.has(value));
  assert.deepEqual(
    unused.map(([name]) => name),
    [],
  );
});

test('the codes of problems are those the client knows', () => {
  const { ProblemCode } = description.components.schemas as { ProblemCode: { enum: string[] } };
  assert.deepEqual(ProblemCode.enum, WIRE_CODES);
});

test('a schema notices what does not belong', () => {
  const snapshot = { $ref: '#/components/schemas/Snapshot' };
  assert.throws(() => assertMatches(snapshot, { record: { type: 'contact', id: 'c1' }, limit: '10' }, 'x'));
});
