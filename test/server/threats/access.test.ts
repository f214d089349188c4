/** What somebody signed in might try, to see or to change more than they may. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedData } from '../../../demo/server/data/fixed.ts';
import { memoryRepository } from '../../../demo/server/memory/repository.ts';
import type { RecordKey, Repository } from '../../../demo/server/repository.ts';
import { type Call, followers, makeApp, owner } from '../../support/app.ts';
import { brief, listeningApp } from '../../support/listening.ts';
import { requestOf, ROUTES } from '../../support/routes.ts';

const c1: RecordKey = { tenant: 'northwind', type: 'contact', id: 'c1' };
const untouched = () => memoryRepository(fixedData());

/** Who asks, and contacts that are not theirs to see: for want of a tie, or since they are another tenant's. */
const HIDDEN: Record<string, string[]> = {
  rob: ['c1', 'c-empty', 'c-unowned', 'c-full', 'c-over', 'x1'],
  rita: ['c-empty', 'c-full', 'x1'],
  stranger: ['c1', 'c-empty', 'c-over'],
  admin: ['x1'],
};

async function assertUntouched(repository: Repository, ids: readonly string[]) {
  for (const id of ids) {
    const key = { tenant: id === 'x1' ? 'southridge' : 'northwind', type: 'contact', id };
    assert.deepEqual(await repository.find(key), await untouched().find(key), id);
  }
}

for (const route of ROUTES.filter((each) => each.route.includes(':id'))) {
  test(`IDOR: ${route.route} answers for a record that is not the caller's to see as for none`, async () => {
    const { ask, repository } = makeApp();
    for (const [as, ids] of Object.entries(HIDDEN)) {
      const absent = await ask(as, requestOf(route, { id: 'there-is-none' }), route);
      assert.equal(absent.status, 404);
      for (const id of ids) {
        const hidden = await ask(as, requestOf(route, { id }), route);
        assert.deepEqual([hidden.status, hidden.body], [404, absent.body], `${as} ${id}`);
      }
    }
    await assertUntouched(repository, HIDDEN['rob']!);
  });
}

test('IDOR: a batch has for records that are not the caller’s to see what it has for none', async () => {
  const { ask } = makeApp();
  for (const [as, ids] of Object.entries(HIDDEN)) {
    const records = [...ids, 'there-is-none'].map((id) => ({ type: 'contact', id }));
    const { status, body } = await ask(as, 'POST /api/followers:batchGet', { json: { records } });
    assert.deepEqual([status, body.items], [200, records.map((ref) => ({ ...ref, status: 404 }))], as);
  }
});

test('IDOR: a stream tells of records that are not the caller’s to see what it tells of none', async (t) => {
  const { ask, listen } = listeningApp(t);
  for (const [as, ids] of Object.entries(HIDDEN)) {
    const all = [...ids, 'there-is-none'];
    const listener = await listen(as, all);
    const told = await listener.take(all.length);
    assert.deepEqual(
      told.map(({ event, data }) => [event, data]),
      all.map((id) => ['gone', { type: 'contact', id }]),
      as,
    );
    await ask('owner', `PUT ${followers('c-empty')}/u101`);
    await ask('owner', `DELETE ${followers('c-empty')}/u101`);
    await listener.end();
    assert.equal(await listener.next(), undefined, as);
  }
});

test('IDOR: people of another tenant are to every route like people whom nobody has heard of', async () => {
  const { ask, repository } = makeApp();
  const current = { headers: { 'If-Match': '"4"' } };
  const asking: ((userId: string) => [string, Call?])[] = [
    (id) => [`PUT ${followers('c1')}/${id}`],
    (id) => [`DELETE ${followers('c1')}/${id}`],
    (userId) => [`PUT ${owner('c1')}`, { json: { userId }, ...current }],
    (id) => [`POST ${followers('c1')}`, { json: { add: [id], remove: [] } }],
    (userId) => [`POST ${followers('c1')}`, { json: { owner: { userId } }, ...current }],
    (id) => [`GET /api/users?id=${id}`],
    (id) => [`GET /api/users?id=${id}&for=contact:c1`],
  ];
  for (const request of asking) {
    const [foreign, unknown] = [
      await ask('owner', ...request('stranger')),
      await ask('owner', ...request('nobodys')),
    ];
    const said = JSON.stringify(unknown.body).replaceAll('nobodys', 'stranger');
    assert.deepEqual([foreign.status, JSON.stringify(foreign.body)], [unknown.status, said], request('…')[0]);
  }
  await assertUntouched(repository, ['c1']);
});

test('escalation: a follower gets no nearer to the owner’s seat by any route', async () => {
  for (const as of ['follower', 'rita', 'reader']) {
    const { ask, repository } = makeApp();
    const version = { 'If-Match': '"4"' };
    const direct = await ask(as, `PUT ${owner('c1')}`, { json: { userId: as }, headers: version });
    assert.deepEqual([direct.status, direct.body.code], [403, 'owner-change-forbidden'], as);
    const many = await ask(as, `POST ${followers('c1')}`, {
      json: { owner: { userId: as, keepPrevious: true } },
      headers: version,
    });
    assert.deepEqual(many.body.results[0].code, 'owner-change-forbidden', as);
    // None of these is about the owner, whatever the body says.
    for (const [request, json] of [
      [`PUT ${followers('c1')}/colleague`, { owner: { userId: as }, ownerId: as }],
      ['PATCH /crm/contacts/c1', { owner: as, ownerId: as, owner_id: as, version: 1 }],
    ] as const) {
      await ask(as, request, { json });
    }
    assert.equal((await repository.find(c1))!.owner?.id, 'owner', as);
    const removal = await ask(as, `DELETE ${followers('c1')}/owner`);
    assert.ok([204, 403].includes(removal.status), `${as} removes the owner: ${removal.status}`);
    assert.equal((await repository.find(c1))!.owner?.id, 'owner', as);
  }
});

test('escalation: who may only look changes nothing by any route but their own leaving', async () => {
  const { ask, repository } = makeApp();
  for (const route of ROUTES.filter((each) => each.route.includes(':id'))) {
    if (!route.route.startsWith('GET')) await ask('reader', requestOf(route), route);
  }
  const made = await ask('reader', 'POST /crm/opportunities', { json: { name: 'Mine', contactId: 'c1' } });
  assert.equal(made.status, 403);
  await assertUntouched(repository, ['c1']);
  assert.equal((await ask('reader', `DELETE ${followers('c1')}/reader`)).status, 200);
});

test('accomplices: where followers may not manage the list, they add and remove nobody but themselves', async () => {
  const policy = { followersMayAdd: false, followersMayRemoveOthers: false };
  const { ask, repository } = makeApp({ policy });
  for (const as of ['follower', 'rita']) {
    const added = await ask(as, `PUT ${followers('c1')}/colleague`);
    const removed = await ask(as, `DELETE ${followers('c1')}/reader`);
    assert.deepEqual([added.status, removed.status], [403, 403], as);
    const json = { add: ['colleague'], remove: ['reader'] };
    const { body } = await ask(as, `POST ${followers('c1')}`, { json });
    const codes = body.results.map(({ code }: { code: string }) => code);
    assert.deepEqual(codes, ['action-forbidden', 'action-forbidden'], as);
  }
  await assertUntouched(repository, ['c1']);
});

test('audit: every change leaves an entry with who made it, and none can be written over', async () => {
  const { ask, repository } = makeApp();
  await ask('follower', `PUT ${followers('c1')}/colleague`);
  await ask('rita', `DELETE ${followers('c1')}/colleague`);
  await ask('admin', `PUT ${owner('c1')}`, { json: { userId: 'follower' }, headers: { 'If-Match': '"6"' } });
  const { items } = (await ask('owner', `GET ${followers('c1')}/history`)).body;
  const told = items.slice(0, 3).map((entry: (typeof items)[number]) => {
    return [entry.version, entry.kind, entry.user.id, entry.source.kind, entry.source.by.id];
  });
  assert.deepEqual(told, [
    ['7', 'owner-changed', 'follower', 'user', 'admin'],
    ['6', 'follower-removed', 'colleague', 'user', 'rita'],
    ['5', 'follower-added', 'colleague', 'user', 'follower'],
  ]);
  assert.equal((await repository.find(c1))!.version, '7');
  for (const method of ['PUT', 'PATCH', 'POST', 'DELETE']) {
    const { status } = await ask('admin', `${method} ${followers('c1')}/history`, { json: {} });
    // As ids of followers go, "history" is nobody's.
    assert.ok([405, 422, 204].includes(status), `${method}: ${status}`);
  }
  assert.deepEqual((await ask('owner', `GET ${followers('c1')}/history`)).body.items, items);
});

test('mass assignment: what only the server decides is not taken from any body', async () => {
  const forged = {
    ...{ source: { kind: 'rule', id: 'r9', name: 'Forged' }, addedAt: '2001-01-01T00:00:00Z', version: '99' },
    ...{ tenant: 'southridge', ownerId: 'follower', limit: 99, admin: true, can: { changeOwner: true } },
    ...{
      createdAt: '2001-01-01T00:00:00Z',
      id: 'forged',
      key: { id: 'forged' },
      active: true,
      __proto__: null,
    },
    ...{ constructor: { prototype: { admin: true } } },
  };
  const now = () => new Date('2026-11-24T09:00:00.000Z');
  const { ask, repository } = makeApp({ now, newId: () => 'n1' });
  await ask('follower', `PUT ${followers('c1')}/u101`, { json: forged });
  await ask('follower', `POST ${followers('c1')}`, { json: { ...forged, add: ['u105'] } });
  const record = (await repository.find(c1))!;
  const mine = { addedAt: now().toISOString(), kind: 'user', by: 'follower' };
  assert.deepEqual(
    record.followers
      .slice(-2)
      .map(({ addedAt, source }) => ({ addedAt, kind: source.kind, by: source.by?.id })),
    [mine, mine],
  );
  assert.deepEqual([record.version, record.owner?.id], ['6', 'owner']);
  const json = { ...forged, name: 'New', contactId: 'c1', owner: 'owner' };
  const made = await ask('colleague', 'POST /crm/opportunities', { json });
  assert.equal(made.body.id, 'n1');
  const opportunity = (await repository.find({ tenant: 'northwind', type: 'opportunity', id: 'n1' }))!;
  assert.deepEqual([opportunity.version, opportunity.createdAt], ['1', now().toISOString()]);
  assert.deepEqual(Object.keys(opportunity.fields).sort(), ['contactId', 'name', 'stage', 'tags', 'value']);
  const before = (await repository.find(c1))!;
  await ask('owner', 'PATCH /crm/contacts/c1', { json: { ...forged, followers: [], owner: 'owner' } });
  assert.deepEqual(await repository.find(c1), before);
  await ask('owner', `PUT ${owner('c1')}`, {
    json: { ...forged, userId: 'colleague' },
    headers: { 'If-Match': '"6"' },
  });
  const handed = (await repository.events(c1, 1))[0]!;
  assert.deepEqual([handed.version, handed.source.kind, handed.source.by?.id], ['7', 'user', 'owner']);
});

test('lost access: whoever loses sight of a record is told nothing more of it, by any route or tag', async (t) => {
  const { ask, listen } = listeningApp(t);
  const listener = await listen('rita', ['c1']);
  await listener.next();
  const tag = (await ask('rita', `GET ${followers('c1')}`)).headers.get('etag')!;
  assert.equal((await ask('owner', `DELETE ${followers('c1')}/rita`)).status, 200);
  const old = await ask('rita', `GET ${followers('c1')}`, { headers: { 'If-None-Match': tag } });
  assert.equal(old.status, 404);
  for (const route of ROUTES.filter((each) => each.route.includes(':id'))) {
    assert.equal((await ask('rita', requestOf(route), route)).status, 404, route.route);
  }
  const records = [{ type: 'contact', id: 'c1' }];
  const batch = await ask('rita', 'POST /api/followers:batchGet', { json: { records } });
  assert.deepEqual(batch.body.items, [{ ...records[0], status: 404 }]);
  assert.equal((await ask('rita', 'GET /api/users?query=a&for=contact:c1')).status, 404);
  assert.deepEqual((await ask('rita', 'GET /crm/contacts')).body.items, []);
  assert.equal(brief(await listener.next()), 'gone c1');
  const back = await listen('rita', ['c1'], listener.id);
  assert.equal(brief(await back.next()), 'gone c1');
});
