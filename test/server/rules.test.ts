/** Workflow rules on both homes of the data: what sets them off, and what they do with whom. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { fixedData, OTHER_TENANT } from '../../demo/server/data/fixed.ts';
import { followers, owner } from '../support/app.ts';
import { closePglite } from '../support/pglite.ts';
import { HOMES, rule, rulesApp, said, type SeedRule } from '../support/rules.ts';

after(closePglite);

const crowd = (count: number) => Array.from({ length: count }, (_, i) => `u${101 + i}`);
const create = (json: object = {}) => ({ json: { name: 'New seats', contactId: 'c1', ...json } });

for (const [home, open] of Object.entries(HOMES)) {
  const start = (...rules: SeedRule[]) => rulesApp(open, rules);

  describe(`a rule in ${home}`, () => {
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

    test('comes after the picks of a create, which keep their origin and their places', async () => {
      const { ask, ids, sourceOf } = await start({
        trigger: 'record.created',
        users: ['u101', 'colleague', 'u110', 'u111'],
      });
      const picks = crowd(8);
      const { status, body } = await ask('owner', 'POST /crm/opportunities', create({ followers: picks }));
      assert.equal(status, 201);
      assert.equal(body.results.filter(({ outcome }: { outcome: string }) => outcome === 'added').length, 8);
      assert.deepEqual(said(body.rules), [
        'u101 already',
        'colleague added',
        'u110 added',
        'u111 refused follower-limit',
      ]);
      assert.deepEqual(await ids(body.id), [...picks, 'colleague', 'u110']);
      assert.equal((await sourceOf('u101', body.id)).kind, 'user');
      assert.equal((await sourceOf('colleague', body.id)).kind, 'rule');
    });

    test('gives ten of many a place in its order, and never puts one in whose place is not there', async () => {
      const { ask, move, tag, ids } = await start(
        { id: 'a', trigger: 'record.created', users: crowd(12) },
        { id: 'b' },
        { id: 'c', trigger: 'tag.added' },
      );
      const { body } = await ask('owner', 'POST /crm/opportunities', create());
      assert.deepEqual(await ids(body.id), crowd(10));
      assert.deepEqual(said(body.rules).slice(9), [
        'u110 added',
        'u111 refused follower-limit',
        'u112 refused follower-limit',
      ]);
      assert.deepEqual(said((await move('won', 'o-full')).body.rules), ['colleague refused follower-limit']);
      const over = await tag('x', 'contacts/c-over');
      assert.deepEqual(said(over.body.rules), ['colleague refused follower-limit']);
      assert.equal((await ids('c-over', 'contact')).length, 12);
    });

    test('passes over whoever can not follow, with the code, and goes on with the others', async () => {
      const users = ['gone', 'stranger', 'nobody', 'owner', 'rita', 'rob', 'colleague'];
      const { move } = await start({ users });
      assert.deepEqual(said((await move('won')).body.rules), [
        'gone refused user-not-assignable user-inactive',
        'stranger refused user-not-assignable',
        'nobody refused user-not-assignable',
        'owner refused user-is-owner',
        'rita already',
        'rob added',
        'colleague added',
      ]);
    });

    test('runs in the order of the rules, so that the first one takes the last place', async () => {
      const { move, remove } = await start(
        { id: 'z', users: ['u111'], match: { to: 'won' } },
        { id: 'a', users: ['u112'], match: { to: 'won' } },
      );
      await remove('u110', 'o-full');
      assert.deepEqual(said((await move('won', 'o-full')).body.rules), [
        'u111 added',
        'u112 refused follower-limit',
      ]);
    });

    test('takes out only whom a rule has added', async () => {
      const out = { id: 'out', action: 'remove', match: { to: 'lost' } } as const;
      const { move, add, ids } = await start(
        {},
        { ...out, users: ['colleague', 'follower', 'rita', 'u101'] },
      );
      await move('won');
      await add('u101');
      assert.deepEqual(said((await move('lost')).body.rules), [
        'colleague removed',
        'follower refused not-added-by-rule',
        'rita removed',
        'u101 refused not-added-by-rule',
      ]);
      assert.deepEqual(await ids(), ['follower', 'u101']);
      await move('new');
      assert.deepEqual(said((await move('lost')).body.rules).slice(0, 1), ['colleague absent']);
    });

    test('takes out anybody where it is told to', async () => {
      const { move, ids } = await start({ action: 'remove', force: true, users: ['follower', 'rita'] });
      assert.deepEqual(said((await move('won')).body.rules), ['follower removed', 'rita removed']);
      assert.deepEqual(await ids(), []);
    });

    test('does not add again whom somebody has removed by hand, or who left', async () => {
      const { move, remove, ids } = await start({ users: ['colleague', 'u101', 'rita'] });
      await move('won');
      await remove('colleague');
      await remove('u101', 'o1', 'opportunity', 'u101');
      await remove('rita');
      await move('new');
      assert.deepEqual(said((await move('won')).body.rules), [
        'colleague refused removed-by-hand',
        'u101 refused removed-by-hand',
        'rita refused removed-by-hand',
      ]);
      assert.deepEqual(await ids(), ['follower']);
    });

    test('adds them all the same where it is told to, after which they follow for everybody', async () => {
      const { move, remove, sourceOf } = await start(
        { id: 'forced', name: 'Always', force: true },
        { id: 'r' },
      );
      await move('won');
      await remove('colleague');
      await move('new');
      assert.deepEqual(said((await move('won')).body.rules), ['colleague added', 'colleague already']);
      assert.equal((await sourceOf('colleague')).name, 'Always');
    });

    test('forgets a removal by hand once they were added by hand, or made the owner', async () => {
      const { move, add, remove, ask } = await start(
        {},
        { id: 'out', action: 'remove', force: true, match: { from: 'won' } },
      );
      await remove('colleague');
      await add('colleague');
      await remove('colleague');
      await add('colleague');
      assert.deepEqual(said((await move('won')).body.rules), ['colleague already']);
      assert.deepEqual(said((await move('new')).body.rules), ['colleague removed'], 'not by hand');
      assert.deepEqual(said((await move('won')).body.rules), ['colleague added']);

      await remove('colleague');
      const path = owner('o1', 'opportunity');
      for (const userId of ['colleague', 'owner']) {
        const { body } = await ask('admin', `GET ${followers('o1', 'opportunity')}`);
        const headers = { 'If-Match': `"${body.record.version}"` };
        assert.equal((await ask('admin', `PUT ${path}`, { json: { userId }, headers })).status, 200);
      }
      await move('new');
      assert.deepEqual(said((await move('won')).body.rules), ['colleague added']);
    });

    test('keeps the removal on one record apart from other records', async () => {
      const { move, remove } = await start({ users: ['u110'] });
      await remove('u110', 'o-full');
      assert.deepEqual(said((await move('won', 'o-full')).body.rules), ['u110 refused removed-by-hand']);
      assert.deepEqual(said((await move('won')).body.rules), ['u110 added']);
    });

    test('sets off no other rule: neither by whom it adds or takes out, nor by itself', async () => {
      const everything = (['stage.changed', 'tag.added', 'owner.changed', 'record.created'] as const).map(
        (trigger, i) => rule({ id: `r${i}`, trigger, match: {}, users: [`u10${i + 1}`, 'colleague'] }),
      );
      const { move, repository } = await start(...everything);
      assert.deepEqual(said((await move('won')).body.rules), ['u101 added', 'colleague added']);
      const runs = await Promise.all(everything.map(({ id }) => repository.runs('northwind', id, 9)));
      assert.deepEqual(
        runs.map(({ length }) => length),
        [1, 0, 0, 0],
      );
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

    test('adds nobody where following is off', async () => {
      const repository = await open({ ...fixedData(), rules: [rule()] });
      const { move } = await rulesApp(open, [], { repository, limit: 0 });
      assert.deepEqual(said((await move('won')).body.rules), ['colleague refused follower-limit off']);
    });

    test('is not bound by what followers may do', async () => {
      const repository = await open({ ...fixedData(), rules: [rule()] });
      const policy = { followersMayAdd: false, followersMayRemoveOthers: false };
      const { move } = await rulesApp(open, [], { repository, policy });
      assert.deepEqual(said((await move('won', 'o1', 'follower')).body.rules), ['colleague added']);
    });
  });
}
