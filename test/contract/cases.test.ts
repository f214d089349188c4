/** What must hold of the cases themselves, so that each runner can give them what they need. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, type Context, narrowed } from '../../src/conformance/case.ts';
import { cases } from '../../src/conformance/cases/index.ts';

test('no two cases have one id', () => {
  assert.equal(new Set(cases.map(({ id }) => id)).size, cases.length);
});

test('no case needs two restricted people', () => {
  const both = cases.filter(
    ({ needs }) => needs.includes('restricted') && needs.includes('restrictedFollower'),
  );
  assert.deepEqual(both, []);
});

test('a case meets only what it says it needs', async () => {
  const greedy: Case = {
    id: 'greedy',
    title: 'asks for what it has not named',
    features: [],
    needs: ['owner'],
    run: () => Promise.resolve(),
  };
  const whole: Context = {
    people: {
      admin: 'a',
      owner: 'o',
      follower: 'f',
      reader: 'r',
      restricted: 's',
      restrictedFollower: 's',
      colleague: 'c',
      inactive: 'i',
      stranger: 'x',
    },
    colleagues: ['c'],
    accented: { query: 'jose', id: 'j' },
    record: { type: 'contact', id: 'c1' },
    foreignRecord: { type: 'contact', id: 'x1' },
    fetch: () => Promise.resolve(new Response()),
  };
  const context = narrowed(greedy, whole);
  assert.equal(context.people.owner, 'o');
  assert.equal(context.record.id, 'c1');
  await context.fetch('owner', '/');
  const said = (what: string) => ({ message: `greedy does not say that it needs ${what}` });
  assert.throws(() => context.people.reader, said('reader'));
  assert.throws(() => context.colleagues, said('colleagues'));
  assert.throws(() => context.fetch('reader', '/'), said('reader'));
});
