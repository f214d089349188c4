/** Managing workflow rules and trying them, on both homes of the data. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { OTHER_TENANT } from '../../../demo/server/data/fixed.ts';
import { memoryRepository } from '../../../demo/server/memory/repository.ts';
import { type Answer, makeApp } from '../../support/app.ts';
import { HOMES } from '../../support/homes.ts';
import { closeSql } from '../../support/sql.ts';
import { dataWith, rulesApp, said, type SeedRule } from '../../support/rules.ts';

after(closeSql);

const GOOD = { name: 'Big ones', trigger: 'stage.changed', action: 'add', users: ['colleague'] };
const named = (body: Answer['body']) => body.items.map(({ name }: { name: string }) => name);
const wrong = ({ body }: Answer) => (body.fields ?? []).map(({ name }: { name: string }) => name);

for (const [home, open] of Object.entries(HOMES)) {
  const start = (...rules: SeedRule[]) => rulesApp(open, rules);

  describe(`managing rules in ${home}`, () => {
    test('an administrator adds one, which runs from then on and is shown with its people', async () => {
      const { ask, move } = await start();
      const json = {
        ...GOOD,
        match: { to: 'won', minValue: 10_000 },
        users: ['colleague', 'rita', 'colleague'],
      };
      const { status, body } = await ask('admin', 'POST /crm/rules', { json });
      assert.equal(status, 201);
      const { id, ...rest } = body;
      assert.ok(id);
      assert.deepEqual(rest, {
        name: 'Big ones',
        enabled: true,
        trigger: 'stage.changed',
        match: { to: 'won', minValue: 10_000 },
        action: 'add',
        users: [
          { id: 'colleague', name: 'Tom Becker', active: true },
          { id: 'rita', name: 'Rita Sørby', active: true },
        ],
        force: false,
        lastRunAt: null,
      });
      assert.deepEqual(said((await move('won')).body.rules), ['colleague added', 'rita already']);
      const list = (await ask('admin', 'GET /crm/rules')).body;
      assert.equal(list.canEdit, true);
      assert.deepEqual(list.items.length, 1);
      assert.ok(list.items[0].lastRunAt);
    });

    test('everybody of the tenant may read them, and only administrators change them', async () => {
      const { ask } = await start({ match: { to: 'won', ownerId: 'gone' }, users: ['gone'] });
      for (const as of ['owner', 'reader', 'rob']) {
        const { status, body } = await ask(as, 'GET /crm/rules');
        assert.deepEqual([status, body.canEdit, named(body)], [200, false, ['Won deals']]);
        const gone = { id: 'gone', name: 'Gus Petit', active: false };
        assert.deepEqual([body.items[0].users, body.items[0].owner], [[gone], gone]);
        for (const [request, json] of [
          ['POST /crm/rules', GOOD],
          ['POST /crm/rules', {}],
          ['PATCH /crm/rules/r', { enabled: false }],
          ['PATCH /crm/rules/nothing', { enabled: false }],
          ['DELETE /crm/rules/r', undefined],
          ['DELETE /crm/rules/nothing', undefined],
          ['GET /crm/rules/r/runs', undefined],
          ['GET /crm/rules/nothing/runs', undefined],
        ] as const) {
          const refused = await ask(as, request, { json });
          assert.deepEqual([refused.status, refused.body.code], [403, 'action-forbidden'], request);
        }
      }
      assert.equal((await ask(null, 'GET /crm/rules')).status, 401);
      assert.equal((await ask('admin', 'GET /crm/rules')).body.items[0].enabled, true);
    });

    test('are one tenant’s, and unknown to every other', async () => {
      const { ask } = await start({ tenant: OTHER_TENANT }, { id: 'mine', name: 'Mine' });
      assert.deepEqual(named((await ask('admin', 'GET /crm/rules')).body), ['Mine']);
      assert.deepEqual(named((await ask('stranger', 'GET /crm/rules')).body), ['Won deals']);
      for (const [request, json] of [
        ['PATCH /crm/rules/r', { enabled: false }],
        ['PATCH /crm/rules/mine', { before: 'r' }],
        ['DELETE /crm/rules/r', undefined],
        ['GET /crm/rules/r/runs', undefined],
      ] as const) {
        const { status, body } = await ask('admin', request, { json });
        assert.deepEqual([status, body.code], [404, 'not-found'], request);
      }
      const { items } = (await ask('stranger', 'GET /crm/rules')).body;
      assert.equal(items[0].enabled, true);
      const foreign = await ask('admin', 'POST /crm/rules', {
        json: { ...GOOD, users: ['colleague', 'stranger'] },
      });
      assert.deepEqual([foreign.status, wrong(foreign)], [422, ['users']]);
      assert.equal(foreign.body.fields[0].detail, 'There is nobody with the id “stranger”.');
    });

    test('an administrator changes, switches off, moves and deletes one', async () => {
      const { ask, move, sourceOf } = await start(
        { id: 'a', name: 'A', users: ['u101'] },
        { id: 'b', name: 'B', users: ['u102'] },
        { id: 'c', name: 'C', users: ['u103'] },
      );
      const patch = (id: string, json: object) => ask('admin', `PATCH /crm/rules/${id}`, { json });
      const names = async () => named((await ask('admin', 'GET /crm/rules')).body);
      const changed = await patch('b', { name: ' B2 ', users: ['u104'], match: { to: 'lost' } });
      assert.deepEqual(
        [changed.status, changed.body.name, changed.body.match, changed.body.users[0].id],
        [200, 'B2', { to: 'lost' }, 'u104'],
      );
      assert.equal((await patch('a', { enabled: false })).body.enabled, false);
      assert.deepEqual(said((await move('won')).body.rules), ['u103 added']);
      assert.deepEqual(await names(), ['A', 'B2', 'C'], 'each in its place');
      await patch('c', { before: 'a' });
      assert.deepEqual(await names(), ['C', 'A', 'B2']);
      await patch('c', { before: 'b' });
      assert.deepEqual(await names(), ['A', 'C', 'B2']);
      await patch('a', { before: null });
      assert.deepEqual(await names(), ['C', 'B2', 'A']);
      await patch('c', { before: 'c' }).then(({ status }) => assert.equal(status, 404));
      assert.equal((await ask('admin', 'DELETE /crm/rules/c')).status, 204);
      assert.equal((await ask('admin', 'DELETE /crm/rules/c')).status, 404);
      assert.deepEqual(await names(), ['B2', 'A']);
      assert.equal((await sourceOf('u103')).name, 'C', 'whom it has added stays');
      await ask('admin', 'POST /crm/rules', { json: GOOD });
      assert.deepEqual(await names(), ['B2', 'A', 'Big ones'], 'the last one to be added comes last');
    });

    test('what a rule can not be is named, field by field', async () => {
      const { ask } = await start({});
      const cases: [json: object, fields: string[], status?: number][] = [
        [{}, ['name', 'trigger', 'action', 'users']],
        [{ ...GOOD, name: '  ' }, ['name']],
        [{ ...GOOD, name: 'x'.repeat(81) }, ['name']],
        [{ ...GOOD, trigger: 'follower.added' }, ['trigger']],
        [{ ...GOOD, action: 'owner' }, ['action']],
        [{ ...GOOD, users: [] }, ['users']],
        [{ ...GOOD, users: ['..'] }, ['users']],
        [{ ...GOOD, users: Array.from({ length: 51 }, (_, i) => `u${i}`) }, ['users']],
        [{ ...GOOD, users: ['nobody'] }, ['users'], 422],
        [{ ...GOOD, enabled: 'yes' }, ['enabled']],
        [{ ...GOOD, force: 1 }, ['force']],
        [{ ...GOOD, match: { city: 'Leeds' } }, ['city']],
        [{ ...GOOD, match: { to: 'nowhere', minValue: -1 } }, ['to', 'minValue']],
        [{ ...GOOD, match: { to: 'won', from: 'won' } }, ['to']],
        [{ ...GOOD, match: { type: 'contact' } }, ['type']],
        [{ ...GOOD, match: { tag: 'vip' } }, ['tag']],
        [{ ...GOOD, match: { stage: 'won' } }, ['stage']],
        [{ ...GOOD, match: { lifecycle: 'lead' } }, ['lifecycle']],
        [{ ...GOOD, match: { ownerId: 'nobody' } }, ['ownerId'], 422],
        [{ ...GOOD, trigger: 'tag.added', match: { tag: ' ' } }, ['tag']],
        [{ ...GOOD, trigger: 'tag.added', match: { minValue: 5 } }, ['minValue']],
        [{ ...GOOD, trigger: 'tag.added', match: { from: 'won' } }, ['from']],
        [{ ...GOOD, trigger: 'record.created', match: { type: 'contact', stage: 'new' } }, ['stage']],
        [
          { ...GOOD, trigger: 'owner.changed', match: { type: 'opportunity', lifecycle: 'lead' } },
          ['lifecycle'],
        ],
      ];
      for (const [json, fields, status = 400] of cases) {
        const answer = await ask('admin', 'POST /crm/rules', { json });
        assert.deepEqual(
          [answer.status, wrong(answer)],
          [status, fields],
          JSON.stringify(json).slice(0, 120),
        );
        assert.ok(answer.body.fields.every(({ detail }: { detail: string }) => /^[A-Z].*\.$/.test(detail)));
      }
      const contradiction = await ask('admin', 'PATCH /crm/rules/r', { json: { trigger: 'tag.added' } });
      assert.deepEqual(
        [contradiction.status, wrong(contradiction)],
        [400, ['to']],
        'with what is there already',
      );
      assert.equal((await ask('admin', 'POST /crm/rules', { json: '{' })).status, 400);
      assert.equal((await ask('admin', 'PATCH /crm/rules/%00', { json: {} })).status, 400);
      assert.deepEqual(named((await ask('admin', 'GET /crm/rules')).body), ['Won deals']);
    });

    test('a hundred are the most', async () => {
      const many = Array.from({ length: 100 }, (_, i) => ({ id: `r${i}`, enabled: false }));
      const { ask } = await start(...many);
      const { status, body } = await ask('admin', 'POST /crm/rules', { json: GOOD });
      assert.deepEqual([status, body.detail], [409, 'There can be 100 workflows at most.']);
      assert.equal((await ask('admin', 'DELETE /crm/rules/r7')).status, 204);
      assert.equal((await ask('admin', 'POST /crm/rules', { json: GOOD })).status, 201);
    });

    test('an administrator reads what became of the last runs, newest first', async () => {
      const { ask, move } = await start({ users: ['colleague', 'gone'] });
      await move('won');
      await move('won', 'o-full');
      const { status, body } = await ask('admin', 'GET /crm/rules/r/runs');
      assert.equal(status, 200);
      assert.deepEqual(
        body.items.map(({ at, results, record }: Record<string, never>) => [
          !!at,
          record,
          said([{ results } as never]),
        ]),
        [
          [
            true,
            { type: 'opportunity', id: 'o-full', name: 'Alto Systems: renewal' },
            ['colleague refused follower-limit', 'gone refused user-not-assignable user-inactive'],
          ],
          [
            true,
            { type: 'opportunity', id: 'o1', name: 'Harbour Foods: 40 seats' },
            ['colleague added', 'gone refused user-not-assignable user-inactive'],
          ],
        ],
      );
    });
  });

  describe(`trying a rule in ${home}`, () => {
    const tryOut = { rule: GOOD, record: { type: 'opportunity', id: 'o1' } };
    const RULE = { ...GOOD, match: { to: 'won' }, users: ['colleague', 'rita', 'gone', 'owner'] };

    test('says person by person what would happen, and changes nothing', async () => {
      const { ask, repository } = await start({});
      const key = { tenant: 'northwind', type: 'opportunity', id: 'o1' };
      const state = async () => [
        await repository.find(key),
        await repository.events(key, 99),
        await repository.fieldChanges(key, 99),
        await repository.rules('northwind'),
        await repository.runs('northwind', 'trial', 9),
      ];
      const before = await state();
      const json = { ...tryOut, rule: RULE };
      const { status, body } = await ask('owner', 'POST /crm/rules/try', { json });
      assert.deepEqual([status, body.unmet], [200, []]);
      assert.deepEqual(said([body]), [
        'colleague added',
        'rita already',
        'gone refused user-not-assignable user-inactive',
        'owner refused user-is-owner',
      ]);
      assert.deepEqual(await state(), before);
    });

    test('says what would happen in earnest: who has no place, who was removed by hand, whom no rule added', async () => {
      const { ask, remove } = await start();
      await remove('u101', 'o-full');
      const trial = async (rule: object, id: string) => {
        const json = { rule: { ...GOOD, ...rule }, record: { type: 'opportunity', id } };
        return said([(await ask('reader', 'POST /crm/rules/try', { json })).body]);
      };
      assert.deepEqual(await trial({ users: ['u101', 'u111', 'u112'] }, 'o-full'), [
        'u101 refused removed-by-hand',
        'u111 added',
        'u112 refused follower-limit',
      ]);
      assert.deepEqual(await trial({ users: ['u101', 'u111'], force: true }, 'o-full'), [
        'u101 added',
        'u111 refused follower-limit',
      ]);
      assert.deepEqual(await trial({ action: 'remove', users: ['follower', 'rita', 'u101'] }, 'o1'), [
        'follower refused not-added-by-rule',
        'rita removed',
        'u101 absent',
      ]);
    });

    test('names the conditions that the record does not meet, taking for granted what the rule waits for', async () => {
      const { ask } = await start();
      const trial = async (rule: object, type = 'opportunity', id = 'o1') => {
        const json = { rule: { ...GOOD, ...rule }, record: { type, id } };
        return (await ask('admin', 'POST /crm/rules/try', { json })).body;
      };
      assert.deepEqual((await trial({ match: { from: 'lost', to: 'won' } })).unmet, []);
      const missing = { from: 'lost', to: 'won', minValue: 20_000, ownerId: 'admin' };
      assert.deepEqual(await trial({ match: missing }), { unmet: ['ownerId', 'minValue'], results: [] });
      const tagged = { trigger: 'tag.added', match: { tag: 'vip', type: 'contact', lifecycle: 'lead' } };
      assert.deepEqual((await trial(tagged)).unmet, ['type', 'lifecycle']);
      assert.deepEqual((await trial(tagged, 'contact', 'c1')).unmet, ['lifecycle']);
      assert.deepEqual((await trial(tagged, 'contact', 'c-empty')).unmet, []);
      assert.deepEqual(
        (await trial({}, 'contact', 'c1')).unmet,
        ['type'],
        'a contact has no stage to change',
      );
    });

    test('tells nothing of records that the one who asks does not see, and needs a rule and a record', async () => {
      const { ask } = await start();
      for (const [as, type, id] of [
        ['rob', 'opportunity', 'o1'],
        ['admin', 'contact', 'x1'],
        ['stranger', 'opportunity', 'o1'],
        ['admin', 'opportunity', 'nothing'],
      ] as const) {
        const { status } = await ask(as, 'POST /crm/rules/try', {
          json: { rule: GOOD, record: { type, id } },
        });
        assert.equal(status, 404, `${as} ${id}`);
      }
      for (const json of [
        {},
        { rule: GOOD },
        { record: tryOut.record },
        { rule: {}, record: tryOut.record },
        { rule: GOOD, record: { type: 'planet', id: 'o1' } },
        { rule: GOOD, record: { type: 'contact', id: '..' } },
      ]) {
        assert.equal((await ask('admin', 'POST /crm/rules/try', { json })).status, 400, JSON.stringify(json));
      }
    });
  });
}

test('a write that is signed in by cookie needs the header, rules too', async () => {
  const { app } = makeApp({ repository: memoryRepository(dataWith({})) });
  const send = (method: string, path: string, headers: Record<string, string> = {}) =>
    app.request(path, {
      method,
      headers: { Cookie: 'as=admin', 'Content-Type': 'application/json', ...headers },
      ...(method === 'DELETE' ? {} : { body: JSON.stringify(GOOD) }),
    });
  for (const [method, path] of [
    ['POST', '/crm/rules'],
    ['POST', '/crm/rules/try'],
    ['PATCH', '/crm/rules/r'],
    ['DELETE', '/crm/rules/r'],
  ] as const) {
    assert.equal((await send(method, path)).status, 403, path);
  }
  assert.equal((await send('DELETE', '/crm/rules/r', { 'X-CRM-Followers': '1' })).status, 204);
});
