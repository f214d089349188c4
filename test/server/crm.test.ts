/** The demo CRM's own routes, on both homes of the data. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { followers, makeApp } from '../support/app.ts';
import { HOMES } from '../support/homes.ts';
import { closeSql } from '../support/sql.ts';

after(closeSql);

for (const [home, open] of Object.entries(HOMES)) {
  describe(`the CRM in ${home}`, () => {
    const start = async () => makeApp({ repository: await open() }).ask;

    test('lists contacts newest first, page by page, without owners of other tenants', async () => {
      const ask = await start();
      const ids: string[] = [];
      let cursor = '';
      do {
        const { body } = await ask('admin', `GET /crm/contacts?limit=2${cursor && `&cursor=${cursor}`}`);
        assert.ok(body.items.length <= 2);
        ids.push(...body.items.map(({ id }: { id: string }) => id));
        cursor = body.nextCursor ?? '';
      } while (cursor);
      assert.deepEqual(ids, ['c1', 'c-empty', 'c-unowned', 'c-full', 'c-over']);
    });

    test('sorts a list by a text or a date, either way, and goes on page by page in that order', async () => {
      const ask = await start();
      const sorted = async (query: string): Promise<string[]> => {
        const ids: string[] = [];
        let cursor = '';
        do {
          const { status, body } = await ask('admin', `GET /crm/contacts?limit=2&${query}${cursor}`);
          assert.equal(status, 200);
          ids.push(...body.items.map(({ id }: { id: string }) => id));
          cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
        } while (cursor);
        return ids;
      };
      // Daniel, Elif, Hanna, Marcus, Maria.
      const byName = ['c-empty', 'c-over', 'c-unowned', 'c-full', 'c1'];
      assert.deepEqual(await sorted('sort=name'), byName);
      assert.deepEqual(await sorted('sort=name&order=desc'), byName.toReversed());
      assert.deepEqual(await sorted('sort=createdAt&order=asc'), [
        'c-over',
        'c-full',
        'c-unowned',
        'c-empty',
        'c1',
      ]);
      // What is alike is told apart by its id.
      const byStage = ['c-over', 'c1', 'c-empty', 'c-unowned', 'c-full'];
      assert.deepEqual(await sorted('sort=lifecycle'), byStage);
      assert.deepEqual(await sorted('sort=lifecycle&order=desc'), byStage.toReversed());
    });

    test('lists the opportunities of one contact', async () => {
      const ask = await start();
      const { body } = await ask('owner', 'GET /crm/opportunities?contact=c-full');
      assert.deepEqual(
        body.items.map(({ id, value, owner }: { id: string; value: number; owner: object }) => [
          id,
          value,
          owner,
        ]),
        [['o-full', 52_000, { id: 'owner', name: 'Priya Mehta' }]],
      );
    });

    test('shows a contact, and whether the one who asks may edit it', async () => {
      const ask = await start();
      const { body } = await ask('owner', 'GET /crm/contacts/c1');
      assert.deepEqual([body.id, body.name, body.canEdit], ['c1', 'Maria Lopez', true]);
      assert.equal((await ask('reader', 'GET /crm/contacts/c1')).body.canEdit, false);
      assert.equal((await ask('rita', 'GET /crm/contacts/c1')).body.canEdit, true);
      assert.equal((await ask('owner', 'GET /crm/opportunities/c1')).status, 404);
    });

    test('changes plain fields and nothing else', async () => {
      const ask = await start();
      const before = (await ask('owner', `GET ${followers('c1')}`)).body;
      const json = {
        phone: '+44 1',
        nextStep: null,
        id: 'c9',
        owner: 'rob',
        ownerId: 'rob',
        followers: [],
        version: '9',
      };
      const { status, body } = await ask('rita', 'PATCH /crm/contacts/c1', { json });
      assert.equal(status, 200);
      assert.deepEqual(
        [body.id, body.phone, body.nextStep, body.name, body.owner.id],
        ['c1', '+44 1', null, 'Maria Lopez', 'owner'],
      );
      const read = await ask('owner', 'GET /crm/contacts/c1');
      assert.deepEqual(read.body, body);
      assert.deepEqual((await ask('owner', `GET ${followers('c1')}`)).body, before);
      const opportunity = await ask('owner', 'PATCH /crm/opportunities/o1', {
        json: { stage: 'won', value: 1 },
      });
      assert.deepEqual([opportunity.body.stage, opportunity.body.value], ['won', 1]);
    });

    test('adds and removes tags, which are the same in upper and lower case, up to twenty', async () => {
      const ask = await start();
      const tag = async (tags: object) =>
        (await ask('owner', 'PATCH /crm/contacts/c1', { json: { tags } })).body;
      assert.deepEqual((await tag({ add: ['Renewal  due ', 'vip', 'VIP'] })).tags, ['renewal due', 'vip']);
      assert.deepEqual((await tag({ add: ['x'], remove: ['Vip', 'never there'] })).tags, [
        'renewal due',
        'x',
      ]);
      assert.deepEqual((await ask('owner', 'GET /crm/contacts/c1')).body.tags, ['renewal due', 'x']);
      const many = Array.from({ length: 18 }, (_, i) => `t${i}`);
      assert.equal((await tag({ add: many })).tags.length, 20);
      const { status, fields } = await tag({ add: ['one more'] });
      assert.deepEqual([status, fields], [422, [{ name: 'tags', detail: 'At most 20 tags.' }]]);
      assert.equal((await tag({ add: ['one more'], remove: ['x'] })).tags.length, 20);
    });

    test('lets nobody change fields who may only look', async () => {
      const ask = await start();
      const { status, body } = await ask('reader', 'PATCH /crm/contacts/c1', { json: { phone: '1' } });
      assert.deepEqual([status, body.code, body.reason], [403, 'action-forbidden', 'read-only']);
    });

    test('tells the history of a record, newest first', async () => {
      const ask = await start();
      await ask('follower', `PUT ${followers('c1')}/colleague`);
      await ask('owner', `DELETE ${followers('c1')}/rita`);
      const change = { json: { userId: 'colleague', keepPrevious: true }, headers: { 'If-Match': '"6"' } };
      await ask('owner', 'PUT /api/records/contact/c1/owner', change);
      const { body } = await ask('owner', 'GET /crm/contacts/c1/activity');
      const lines = body.items.map(
        ({
          version,
          kind,
          user,
          previous,
          source,
        }: Record<string, { id: string; by: { id: string }; kind: string }>) => [
          ...[version, kind, user?.id, previous?.id, source?.by?.id ?? source?.kind],
        ],
      );
      assert.deepEqual(lines, [
        ['7', 'owner-changed', 'colleague', 'owner', 'owner'],
        ['6', 'follower-removed', 'rita', undefined, 'owner'],
        ['5', 'follower-added', 'colleague', undefined, 'follower'],
        ['4', 'follower-added', 'reader', undefined, 'import'],
        ['3', 'follower-added', 'rita', undefined, 'rule'],
        ['2', 'follower-added', 'follower', undefined, 'owner'],
        ['1', 'created', 'owner', undefined, 'owner'],
      ]);
    });

    test('makes an opportunity with owner and followers, and says what became of each wish', async () => {
      const ask = await start();
      const json = {
        ...{ name: ' New seats ', contactId: 'c1', value: 100, owner: 'colleague' },
        followers: ['rita', 'rita', 'gone', 'stranger', 'colleague'],
      };
      const made = await ask('owner', 'POST /crm/opportunities', { json });
      assert.equal(made.status, 201);
      assert.deepEqual(made.body.results, [
        { op: 'owner', userId: 'colleague', name: 'Tom Becker', outcome: 'changed' },
        { op: 'add', userId: 'rita', name: 'Rita Sørby', outcome: 'added' },
        {
          op: 'add',
          userId: 'gone',
          name: 'Gus Petit',
          outcome: 'refused',
          code: 'user-not-assignable',
          reason: 'user-inactive',
        },
        { op: 'add', userId: 'stranger', outcome: 'refused', code: 'user-not-assignable' },
        { op: 'add', userId: 'colleague', name: 'Tom Becker', outcome: 'refused', code: 'user-is-owner' },
      ]);
      const { body } = await ask('rita', `GET /crm/opportunities/${made.body.id}`);
      assert.deepEqual(
        [body.name, body.stage, body.value, body.owner.id],
        ['New seats', 'new', 100, 'colleague'],
      );
      const snapshot = (await ask('rita', `GET ${followers(made.body.id, 'opportunity')}`)).body;
      assert.deepEqual([snapshot.record.version, snapshot.followers.length], ['2', 1]);
      const listed = await ask('owner', 'GET /crm/opportunities?contact=c1');
      assert.equal(listed.body.items[0].id, made.body.id, 'newest first');
    });

    test('gives the ten first of too many a place, and says so of the others', async () => {
      const ask = await start();
      const ids = Array.from({ length: 12 }, (_, i) => `u${101 + i}`);
      const json = { name: 'Crowd', contactId: 'c1', followers: ids };
      const { body } = await ask('owner', 'POST /crm/opportunities', { json });
      assert.deepEqual(
        body.results.map(({ outcome, code }: { outcome: string; code?: string }) => code ?? outcome),
        [...Array<string>(10).fill('added'), 'follower-limit', 'follower-limit'],
      );
    });

    test('makes whoever creates an opportunity its owner when nobody else can be', async () => {
      const ask = await start();
      for (const owner of [undefined, null, 'rob', 'gone', 'stranger']) {
        const { body } = await ask('rob', 'POST /crm/opportunities', {
          json: { name: 'Mine', contactId: 'c1', owner },
        });
        assert.equal(body.fields[0].name, 'contactId', 'Rob does not see the contact');
        const made = await ask('rita', 'POST /crm/opportunities', {
          json: { name: 'Mine', contactId: 'c1', owner },
        });
        const read = await ask('rita', `GET /crm/opportunities/${made.body.id}`);
        if (owner === 'rob') assert.equal(read.status, 404, 'Rita handed it over and sees it no more');
        else assert.equal(read.body.owner.id, 'rita');
      }
    });

    test('lets nobody create who may only look', async () => {
      const ask = await start();
      const json = { name: 'Mine', contactId: 'c1' };
      const { status, body } = await ask('reader', 'POST /crm/opportunities', { json });
      assert.deepEqual([status, body.reason], [403, 'read-only']);
      assert.equal((await ask('owner', 'GET /crm/opportunities')).body.items.length, 2);
    });

    test('refuses what it does not understand', async () => {
      const ask = await start();
      const good = { name: 'X', contactId: 'c1' };
      const cursor = (position: unknown) => btoa(JSON.stringify(position)).replaceAll('=', '');
      const requests: [string, unknown?][] = [
        ['GET /crm/contacts?limit=101'],
        ['GET /crm/contacts?limit=0'],
        [`GET /crm/contacts?cursor=${cursor(['priya', 'u1'])}`],
        [`GET /crm/contacts?cursor=${cursor(['0000-01-01T00:00:00.000Z', 'c1'])}`],
        [`GET /crm/contacts?cursor=${cursor(['2026-13-41T99:00:00.000Z', 'c1'])}`],
        [`GET /crm/contacts?cursor=${cursor(['2026-02-31T00:00:00.000Z', 'c1'])}`],
        [`GET /crm/contacts?cursor=${cursor(['2026-11-17T09:00:00.000Z', 'c\0'])}`],
        ['GET /crm/contacts?sort=phone'],
        ['GET /crm/contacts?sort=name&order=up'],
        [`GET /crm/contacts?sort=name&cursor=${cursor(['a\0', 'c1'])}`],
        ['GET /crm/opportunities?contact=%00'],
        ['GET /crm/contacts/%00'],
        ['PATCH /crm/contacts/c1', { name: '' }],
        ['PATCH /crm/contacts/c1', { name: '  ' }],
        ['PATCH /crm/contacts/c1', { phone: 'a\0b' }],
        ['PATCH /crm/contacts/c1', '{"phone":"\\udfff"}'],
        ['PATCH /crm/contacts/c1', { lifecycle: 'alien' }],
        ['PATCH /crm/contacts/c1', { phone: 'x'.repeat(201) }],
        ['PATCH /crm/contacts/c1', { tags: ['vip'] }],
        ['PATCH /crm/contacts/c1', { tags: { add: [' '] } }],
        ['PATCH /crm/contacts/c1', { tags: { add: ['x'.repeat(41)] } }],
        ['PATCH /crm/contacts/c1', { tags: { add: ['a\0b'] } }],
        ['PATCH /crm/contacts/c1', { tags: { set: [] } }],
        ['PATCH /crm/opportunities/o1', { value: -1 }],
        ['PATCH /crm/opportunities/o1', '{"value":1e400}'],
        ['PATCH /crm/opportunities/o1', 'null'],
        ['POST /crm/opportunities', {}],
        ['POST /crm/opportunities', { ...good, contactId: '' }],
        ['POST /crm/opportunities', { ...good, followers: 'rita' }],
        ['POST /crm/opportunities', { ...good, followers: ['..'] }],
        ['POST /crm/opportunities', { ...good, followers: Array.from({ length: 101 }, (_, i) => `u${i}`) }],
        ['POST /crm/opportunities', { ...good, owner: 7 }],
        ['POST /crm/opportunities', `{"name":"${'x'.repeat(70_000)}"}`],
      ];
      for (const [request, json] of requests) {
        const { status, body } = await ask('owner', request, { json });
        assert.ok([400, 413].includes(status), `${request} ${JSON.stringify(json)?.slice(0, 60)}: ${status}`);
        assert.equal(body.code, 'invalid-request');
      }
      const form = { json: 'name=X', headers: { 'Content-Type': 'text/plain' } };
      assert.equal((await ask('owner', 'POST /crm/opportunities', form)).status, 415);
    });
  });
}
