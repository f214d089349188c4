/** Nobody reaches what they don't see: every route × every record that is hidden from the one who asks. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Call, followers, makeApp, owner } from '../support/app.ts';

/** Every route that names a record, with a body the route would take. */
const ROUTES: [name: string, request: (id: string) => string, call?: Call][] = [
  ['followers', (id) => `GET ${followers(id)}`],
  ['add', (id) => `PUT ${followers(id)}/u101`],
  ['add somebody unknown', (id) => `PUT ${followers(id)}/nobody`],
  ['remove', (id) => `DELETE ${followers(id)}/follower`],
  ['owner', (id) => `PUT ${owner(id)}`, { json: { userId: 'u101' }, headers: { 'If-Match': '"1"' } }],
  ['owner without version', (id) => `PUT ${owner(id)}`, { json: { userId: 'u101' } }],
  ['many', (id) => `POST ${followers(id)}`, { json: { add: ['u101', 'nobody'], remove: ['follower'] } }],
  ['nothing', (id) => `POST ${followers(id)}`, { json: {} }],
  ['many without version', (id) => `POST ${followers(id)}`, { json: { owner: { userId: 'u101' } } }],
  ['history', (id) => `GET ${followers(id)}/history`],
  ['names for', (id) => `GET /api/users?id=owner&for=contact:${id}`],
  ['search for', (id) => `GET /api/users?for=contact:${id}`],
  ['contact', (id) => `GET /crm/contacts/${id}`],
  ['patch', (id) => `PATCH /crm/contacts/${id}`, { json: { phone: '1' } }],
  ['activity', (id) => `GET /crm/contacts/${id}/activity`],
];

/** Who asks, and contacts that are not theirs to see. */
const HIDDEN: Record<string, string[]> = {
  rob: ['c1', 'c-empty', 'c-unowned', 'c-full', 'c-over', 'x1'],
  rita: ['c-empty', 'c-unowned', 'c-full', 'c-over', 'x1'],
  stranger: ['c1', 'c-empty', 'c-unowned', 'c-full', 'c-over'],
  owner: ['x1'],
  admin: ['x1'],
};

for (const [name, request, call] of ROUTES) {
  test(`${name}: a hidden record answers exactly as one that does not exist`, async () => {
    const { ask, repository } = makeApp();
    for (const [as, ids] of Object.entries(HIDDEN)) {
      const absent = await ask(as, request('there-is-none'), call);
      assert.equal(absent.status, 404);
      assert.equal(absent.body.code, 'not-found');
      for (const id of ids) {
        const hidden = await ask(as, request(id), call);
        assert.deepEqual([hidden.status, hidden.body], [absent.status, absent.body], `${as} ${request(id)}`);
      }
    }
    const before = makeApp().repository;
    for (const id of HIDDEN['rob']!) {
      const key = { tenant: id === 'x1' ? 'southridge' : 'northwind', type: 'contact', id };
      assert.deepEqual(await repository.find(key), await before.find(key), `${id} is unchanged`);
    }
  });
}

test('the routes of the table do answer those who see the record', async () => {
  for (const [name, request, call] of ROUTES) {
    const { ask } = makeApp();
    const { status } = await ask('admin', request('c1'), call);
    assert.notEqual(status, 404, name);
  }
});

test('an opportunity cannot be tied to a contact that the caller does not see, nor do they learn of it', async () => {
  const { ask } = makeApp();
  for (const [as, contactId] of [
    ['rob', 'c1'],
    ['rita', 'c-empty'],
    ['owner', 'x1'],
  ] as const) {
    const made = (id: string) =>
      ask(as, 'POST /crm/opportunities', { json: { name: 'Mine', contactId: id } });
    const absent = await made('there-is-none');
    assert.deepEqual([absent.status, absent.body.fields[0].name], [422, 'contactId']);
    assert.deepEqual((await made(contactId)).body, absent.body, contactId);
  }
  for (const contactId of ['c-empty', 'x1', 'there-is-none']) {
    const answer = await ask('rita', 'PATCH /crm/opportunities/o1', { json: { contactId } });
    assert.deepEqual([answer.status, answer.body.fields[0].name], [422, 'contactId'], contactId);
  }
  assert.equal((await ask('rita', 'GET /crm/opportunities/o1')).body.contactId, 'c1');
});

test('lists and batches hold exactly the records that can be opened', async () => {
  const { ask } = makeApp();
  const all = ['c1', 'c-empty', 'c-unowned', 'c-full', 'c-over', 'x1'];
  for (const as of ['admin', 'owner', 'reader', 'rita', 'rob', 'stranger', 'u101']) {
    const listed = (await ask(as, 'GET /crm/contacts')).body.items.map(({ id }: { id: string }) => id);
    const opened: string[] = [];
    for (const id of all) if ((await ask(as, `GET /crm/contacts/${id}`)).status === 200) opened.push(id);
    assert.deepEqual(listed.sort(), opened.sort(), as);
    const json = { records: all.map((id) => ({ type: 'contact', id })) };
    const { items } = (await ask(as, 'POST /api/followers:batchGet', { json })).body;
    const answered = items.filter(({ status }: { status: number }) => status === 200);
    assert.deepEqual(answered.map(({ id }: { id: string }) => id).sort(), opened, `${as} in a batch`);
  }
});

test('somebody restricted sees what they own, and no longer when it is handed on', async () => {
  const { ask } = makeApp();
  const made = await ask('rita', 'POST /crm/opportunities', { json: { name: 'Mine', contactId: 'c1' } });
  const id: string = made.body.id;
  assert.equal((await ask('rita', `GET /crm/opportunities/${id}`)).status, 200);
  const change = { json: { userId: 'owner' }, headers: { 'If-Match': '"1"' } };
  const handed = await ask('rita', `PUT ${owner(id, 'opportunity')}`, change);
  assert.deepEqual([handed.status, handed.body], [204, '']);
  assert.equal((await ask('rita', `GET /crm/opportunities/${id}`)).status, 404);
  assert.equal((await ask('owner', `GET /crm/opportunities/${id}`)).status, 200);
});
