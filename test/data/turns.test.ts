/** Turns by themselves; what rows of a list make of them is `elements/crm-followers.turns.test.ts`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hurry, turnOf } from '../../src/controllers/turns.ts';

/** Somebody who waits, and is drawn as soon as it is their turn. */
function waiting(draw: () => void) {
  let turn!: Promise<void>;
  const row = { updateComplete: Promise.resolve().then(() => turn.then(draw)) };
  turn = turnOf(row);
  return row;
}

test('first come, first served, but for whom is in view', async () => {
  const drawn: string[] = [];
  const [first, second, third] = ['first', 'second', 'third'].map((name) => waiting(() => drawn.push(name)));
  hurry(third!);
  await Promise.all([first, second, third].map((row) => row!.updateComplete));
  assert.deepEqual(drawn, ['third', 'first', 'second']);
});

test('one that can’t be drawn keeps no other waiting', async () => {
  const broken = waiting(() => assert.fail('broken'));
  const next = waiting(() => {});
  await assert.rejects(broken.updateComplete, /broken/);
  await next.updateComplete;
  await waiting(() => {}).updateComplete;
});
