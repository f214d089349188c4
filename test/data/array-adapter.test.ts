/** The guide's adapter for backends that take lists, over a fake one that answers as HighLevel's API is described. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrayAdapter, peopleOf } from '../../demo/server/guide/array-adapter.js';
import { sourceFor } from '../../src/data/sources.ts';
import { ids, show } from '../support/open-store.ts';

const USERS = peopleOf([
  { id: 'u1', name: 'Priya Mehta', email: 'priya@crm.example' },
  { id: 'u2', name: 'Lena Fischer' },
  { id: 'u3', name: 'Gus Petit', deleted: true },
]);

function listHost(record: { assignedTo?: string; followers?: unknown[] }) {
  const asked: string[] = [];
  let followers = (record.followers ?? []).flat() as string[];
  const json = (status: number, body: object) => new Response(JSON.stringify(body), { status });
  const fetch: typeof globalThis.fetch = async (url, { method = 'GET', body } = {}) => {
    asked.push(`${method} ${url as string}`);
    const listed = body === undefined ? [] : (JSON.parse(body as string).followers as string[]);
    if (method === 'GET') {
      return json(200, { opportunity: { ...record, ...(record.followers && { followers: [followers] }) } });
    }
    const unknown = listed.filter((id) => !USERS.some((user) => user.id === id));
    if (unknown.length > 0)
      return json(422, { statusCode: 422, message: ['unknown user'], error: 'Unprocessable' });
    followers = followers.filter((id) => !listed.includes(id));
    if (method === 'DELETE') return json(200, { followers, followersRemoved: listed });
    followers = [...followers, ...listed];
    record.followers = followers;
    return json(201, { followers, followersAdded: listed });
  };
  return { fetch, asked };
}

async function open(host: ReturnType<typeof listHost>) {
  const source = sourceFor({ adapter: arrayAdapter('/crm', host.fetch), users: USERS });
  const store = source.store({ type: 'opportunity', id: 'o 1' });
  const shown = show(store);
  await store.load();
  return { store, ...shown };
}

test('shows owner and followers of a record that has ids, by the names of the people given', async () => {
  const { store, leave } = await open(listHost({ assignedTo: 'u1', followers: ['u2'] }));
  assert.deepEqual(
    [store.shown?.owner?.name, store.shown?.followers[0]?.user.name],
    ['Priya Mehta', 'Lena Fischer'],
  );
  leave();
});

test('shows a record of which nothing is said', async () => {
  const { store, leave } = await open(listHost({}));
  assert.deepEqual([store.shown?.owner, ids(store.shown)], [null, '']);
  leave();
});

test('adds and removes one at a time, in a list', async () => {
  const host = listHost({ assignedTo: 'u1' });
  const { store, make, leave } = await open(host);
  assert.equal((await make('add', USERS[1]!)).outcome, 'added');
  assert.equal(ids(store.shown), 'u2');
  assert.equal((await make('remove', USERS[1]!)).outcome, 'removed');
  assert.equal(ids(store.shown), '');
  const [record, list] = ['GET /crm/opportunities/o%201', '/crm/opportunities/o%201/followers'];
  assert.deepEqual(host.asked, [record, `POST ${list}`, record, `DELETE ${list}`, record]);
  leave();
});

test('takes back whom the host refuses', async () => {
  const { store, make, leave } = await open(listHost({ assignedTo: 'u1', followers: ['u2'] }));
  const { outcome, problem } = await make('add', { id: 'u9', name: 'Nobody', active: true });
  assert.deepEqual([outcome, problem?.status, ids(store.shown)], ['refused', 422, 'u2']);
  leave();
});
