/** Workflow rules on both homes of the data: what sets them off, and for whom. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { OTHER_TENANT } from '../../../demo/server/data/fixed.ts';
import { followers, owner } from '../../support/app.ts';
import { HOMES } from '../../support/homes.ts';
import { closeSql } from '../../support/sql.ts';
import { rulesApp, said, type SeedRule } from '../../support/rules.ts';

after(closeSql);

const create = (json: object = {}) => ({ json: { name: 'New seats', contactId: 'c1', ...json } });

for (const [home, open] of Object.entries(HOMES)) {
  const start = (...rules: SeedRule[]) => rulesApp(open, rules);

  describe(`what sets off a rule in ${home}`, () => {
    test('adds its people when a stage changes, and says so to whoever changed it, to others and in the history', async () => {
      const { move, ask, sourceOf } = await start({});
      const { status, body } = await move('won');
      assert.equal(status, 200);
      assert.deepEqual(body.rules, [
        {
          id: 'r',
          name: 'Won deals',
          results: [{ op: 'add', userId: 'colleague', name: 'Tom Becker', outcome: 'added' }],
        },
      ]);
      assert.deepEqual(await sourceOf('colleague'), { kind: 'rule', id: 'r', name: 'Won deals' });
      assert.equal((await ask('owner', `GET ${followers('o1', 'opportunity')}`)).body.record.version, '4');
      const { items } = (await ask('owner', 'GET /crm/opportunities/o1/activity')).body;
      const { at: _, ...added } = items[0];
      assert.deepEqual(added, {
        version: '4',
        kind: 'follower-added',
        user: { id: 'colleague', name: 'Tom Becker' },
        previous: null,
        source: { kind: 'rule', id: 'r', name: 'Won deals' },
      });
      const { at: __, ...moved } = items[1];
      const by = { id: 'owner', name: 'Priya Mehta' };
      assert.deepEqual(moved, {
        ...{ kind: 'stage-changed', before: 'proposal', after: 'won' },
        source: { kind: 'user', by },
      });
    });

    test('does nothing where nothing happened: the same stage, another field, nobody of its conditions', async () => {
      const { move, ask, ids } = await start({});
      for (const answer of [
        await move('lost'),
        await ask('owner', 'PATCH /crm/opportunities/o1', { json: { stage: 'lost', value: 5 } }),
        await ask('owner', 'PATCH /crm/opportunities/o1', { json: { name: 'Won' } }),
      ]) {
        assert.deepEqual([answer.status, 'rules' in answer.body], [200, false]);
      }
      assert.deepEqual(await ids(), ['follower', 'rita']);
      assert.deepEqual(said((await move('won')).body.rules), ['colleague added']);
      assert.equal('rules' in (await move('won')).body, false, 'it is won already');
    });

    const CONDITIONS: [what: string, match: SeedRule['match'], runs: boolean][] = [
      ['the stage it came to', { to: 'won' }, true],
      ['another stage to come to', { to: 'lost' }, false],
      ['the stage it came from', { from: 'proposal' }, true],
      ['another stage to come from', { from: 'new', to: 'won' }, false],
      ['a value that it has', { minValue: 18_400 }, true],
      ['a higher value', { minValue: 18_401 }, false],
      ['its type', { type: 'opportunity' }, true],
      ['another type', { type: 'contact' }, false],
      ['its owner', { ownerId: 'owner' }, true],
      ['another owner', { ownerId: 'admin' }, false],
      ['no condition', {}, true],
    ];
    for (const [what, match, runs] of CONDITIONS) {
      test(`${runs ? 'runs' : 'does not run'} where it asks for ${what}`, async () => {
        const { move } = await start({ match });
        assert.deepEqual(said((await move('won')).body.rules), runs ? ['colleague added'] : []);
      });
    }

    test('takes a record without a value for one below any', async () => {
      const { move, ask } = await start({ match: { minValue: 0 } });
      await ask('owner', 'PATCH /crm/opportunities/o1', { json: { value: null } });
      assert.deepEqual(said((await move('won')).body.rules), []);
    });

    test('does not run while it is off', async () => {
      const { move, ids } = await start({ enabled: false });
      assert.equal('rules' in (await move('won')).body, false);
      assert.deepEqual(await ids(), ['follower', 'rita']);
    });

    test('runs when a tag is added, to contacts and opportunities, once for each tag that was not there', async () => {
      const tagged = { trigger: 'tag.added', match: { tag: 'vip' } } as const;
      const { tag, untag, ask, ids } = await start(tagged);
      const first = await tag('  VIP ');
      assert.deepEqual(first.body.tags, ['vip']);
      assert.deepEqual(said(first.body.rules), ['colleague added']);
      assert.equal('rules' in (await tag('vip')).body, false, 'it is there already');
      await untag('vip');
      assert.deepEqual(said((await tag('vip')).body.rules), ['colleague already']);
      assert.deepEqual(said((await tag('other')).body.rules), []);
      assert.deepEqual(said((await tag('Vip', 'opportunities/o1')).body.rules), ['colleague added']);
      assert.deepEqual(await ids('c1', 'contact'), ['follower', 'rita', 'reader', 'colleague']);
      const { items } = (await ask('owner', 'GET /crm/contacts/c1/activity')).body;
      assert.deepEqual(
        items.slice(0, 5).map(({ kind, before, after }: Record<string, string>) => [kind, before, after]),
        [
          ['tag-added', null, 'other'],
          ['tag-added', null, 'vip'],
          ['tag-removed', 'vip', null],
          ['follower-added', undefined, undefined],
          ['tag-added', null, 'vip'],
        ],
      );
    });

    test('asks for the lifecycle of a contact and the stage of an opportunity', async () => {
      const { tag } = await start(
        { id: 'a', trigger: 'tag.added', match: { type: 'contact', lifecycle: 'customer' } },
        { id: 'b', trigger: 'tag.added', match: { type: 'contact', lifecycle: 'lead' }, users: ['u101'] },
        { id: 'c', trigger: 'tag.added', match: { type: 'opportunity', stage: 'proposal' }, users: ['u102'] },
        { id: 'd', trigger: 'tag.added', match: { type: 'opportunity', stage: 'won' }, users: ['u103'] },
      );
      assert.deepEqual(said((await tag('x')).body.rules), ['colleague added']);
      assert.deepEqual(said((await tag('x', 'opportunities/o1')).body.rules), ['u102 added']);
    });

    test('runs for everything that one request does, the stage first and then each tag', async () => {
      const { ask } = await start(
        { id: 'a', trigger: 'tag.added', match: { tag: 'two' }, users: ['u102'] },
        { id: 'b', trigger: 'tag.added', match: { tag: 'one' }, users: ['u101'] },
        { id: 'c' },
      );
      const json = { stage: 'won', tags: { add: ['one', 'two'] } };
      const { body } = await ask('owner', 'PATCH /crm/opportunities/o1', { json });
      assert.deepEqual(said(body.rules), ['colleague added', 'u101 added', 'u102 added']);
    });

    test('runs for the tags that a record is created with, once it is created', async () => {
      const { ask } = await start(
        { id: 'a', trigger: 'tag.added', match: { tag: 'vip' }, users: ['u101'] },
        { id: 'b', trigger: 'record.created', users: ['u102'] },
      );
      const { body } = await ask('owner', 'POST /crm/opportunities', create({ tags: ['VIP', 'x', 'vip'] }));
      assert.deepEqual(said(body.rules), ['u102 added', 'u101 added']);
      assert.deepEqual((await ask('owner', `GET /crm/opportunities/${body.id}`)).body.tags, ['vip', 'x']);
    });

    test('runs when somebody makes another person the owner, alone or together with other wishes', async () => {
      const { ask, ids } = await start({ trigger: 'owner.changed', users: ['u101', 'admin'] });
      const headers = { 'If-Match': '"4"' };
      const path = owner('c1', 'contact');
      const { body } = await ask('owner', `PUT ${path}`, { json: { userId: 'admin' }, headers });
      const followerIds = body.followers.map(({ user }: { user: { id: string } }) => user.id);
      assert.deepEqual(followerIds, ['follower', 'rita', 'reader', 'u101'], 'the new owner is passed over');

      const json = { add: ['u102'], remove: ['rita'], owner: { userId: 'colleague', keepPrevious: true } };
      const bulk = await ask('admin', `POST ${followers('o1', 'opportunity')}`, {
        json,
        headers: { 'If-Match': '"3"' },
      });
      assert.equal(bulk.status, 200);
      assert.deepEqual(await ids(), ['follower', 'owner', 'u102', 'u101', 'admin']);
      assert.equal('rules' in bulk.body, false, 'the contract has no such member');
    });

    test('is not set off by an owner who was there from the beginning, or by a handover that was refused', async () => {
      const { ask, ids } = await start({ trigger: 'owner.changed', users: ['u101'] });
      const made = await ask('owner', 'POST /crm/opportunities', create({ owner: 'admin' }));
      assert.deepEqual([made.body.rules, await ids(made.body.id)], [undefined, []]);
      const json = { owner: { userId: 'gone' } };
      const headers = { 'If-Match': '"4"' };
      await ask('owner', `POST ${followers('c1')}`, { json, headers });
      assert.deepEqual(await ids('c1', 'contact'), ['follower', 'rita', 'reader']);
    });

    test('acts for whoever may edit the record, even where they see nothing else', async () => {
      const { move, sourceOf } = await start({ users: ['rob'] });
      const { status, body } = await move('won', 'o1', 'rita');
      assert.deepEqual([status, said(body.rules)], [200, ['rob added']]);
      assert.equal((await sourceOf('rob')).by, undefined);
      assert.deepEqual(said((await move('new', 'o1', 'rob')).body.rules), []);
    });

    test('gives no answer to whom it has cost the sight of the record', async () => {
      const { move, ids } = await start({ action: 'remove', users: ['rita'] });
      const { status, body } = await move('won', 'o1', 'rita');
      assert.deepEqual([status, body], [204, '']);
      assert.deepEqual(await ids(), ['follower']);
    });

    test('is not run for those who may not change the record', async () => {
      const { move, ids } = await start({});
      assert.equal((await move('won', 'o1', 'reader')).status, 403);
      assert.equal((await move('won', 'o1', 'rob')).status, 404);
      assert.deepEqual(await ids(), ['follower', 'rita']);
    });

    test('of another tenant is nobody else’s', async () => {
      const { move, tag, ids } = await start(
        { tenant: OTHER_TENANT, users: ['colleague', 'stranger'] },
        { tenant: OTHER_TENANT, id: 't', trigger: 'tag.added', users: ['colleague', 'stranger'] },
      );
      assert.equal('rules' in (await move('won')).body, false);
      assert.deepEqual(await ids(), ['follower', 'rita']);
      const { body } = await tag('x', 'contacts/x1', 'stranger');
      assert.deepEqual(said(body.rules), ['colleague refused user-not-assignable', 'stranger added']);
    });
  });
}
