/**
 * A test of the cases themselves: each mistake that a backend is likely to make is noticed by at least one of them,
 * and each of them notices one. Backends that only choose otherwise fail none.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Body } from '../../src/conformance/ask.ts';
import { cases } from '../../src/conformance/cases/index.ts';
import { answers } from './mistakes/answers.ts';
import { batch } from './mistakes/batch.ts';
import { bulk } from './mistakes/bulk.ts';
import { events } from './mistakes/events.ts';
import { failing, isHandover, type Mistake } from './mistakes/mistake.ts';
import { reads } from './mistakes/reads.ts';
import { rules } from './mistakes/rules.ts';

test('no case fails where there is no mistake', async () => {
  assert.deepEqual(await failing({}), []);
});

test('no case fails where followers may not manage the list', async () => {
  const policy = { followersMayAdd: false, followersMayRemoveOthers: false };
  assert.deepEqual(await failing({ options: { policy } }), []);
});

/** A host with four routes and nothing that may be left out. */
const bare: Mistake = {
  answer(response, body, { method, url }) {
    if (isHandover(url) || /\/(meta|history|events)(\?|$)/.test(url) || method === 'POST') {
      const headers = { 'Content-Type': 'application/problem+json' };
      return new Response('{"status":404,"code":"not-found"}', { status: 404, headers });
    }
    // Whoever does not know of ids has not been asked for anybody in particular.
    if (new URL(url).searchParams.has('id')) return { items: [], nextCursor: null };
    if (body?.items) {
      const items = body.items.map(({ id, name, active }: Body) => ({ id, name, active }));
      return { items, nextCursor: body.nextCursor };
    }
    if (!body?.record) return body;
    const { type, id } = body.record;
    const followers = body.followers.map(({ user }: Body) => ({ user }));
    const snapshot = { record: { type, id }, limit: body.limit, owner: body.owner, followers };
    return new Response(JSON.stringify(snapshot), {
      status: response.status,
      headers: { 'Cache-Control': 'no-store' },
    });
  },
};

test('no required case fails where all that is optional is missing, and every optional one does', async () => {
  const optional = cases.filter(({ features }) => features.length > 0).map(({ id }) => id);
  assert.deepEqual(await failing(bare), optional);
});

/** These spoil every refusal, so nearly every case notices them, whatever it is about. */
const OF_FORM = new Set(['refusals without a code', 'refusals as plain JSON']);

const noticed = new Set<string>();
for (const [name, mistake] of Object.entries({
  ...rules,
  ...answers,
  ...batch,
  ...bulk,
  ...reads,
  ...events,
})) {
  test(`notices ${name}`, async () => {
    const failed = await failing(mistake);
    assert.notDeepEqual(failed, []);
    if (!OF_FORM.has(name)) for (const id of failed) noticed.add(id);
  });
}

test('every case notices a mistake other than one in the form of refusals', () => {
  assert.deepEqual(
    cases.map(({ id }) => id).filter((id) => !noticed.has(id)),
    [],
  );
});
