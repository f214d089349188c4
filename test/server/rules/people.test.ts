/** Workflow rules on both homes of the data: what they do with whom. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { fixedData } from '../../../demo/server/data/fixed.ts';
import { followers, owner } from '../../support/app.ts';
import { HOMES } from '../../support/homes.ts';
import { rule, rulesApp, said, type SeedRule } from '../../support/rules.ts';
import { closeSql } from '../../support/sql.ts';

after(closeSql);

const crowd = (count: number) => Array.from({ length: count }, (_, i) => `u${101 + i}`);
const create = (json: object = {}) => ({ json: { name: 'New seats', contactId: 'c1', ...json } });

for (const [home, open] of Object.entries(HOMES)) {
  const start = (...rules: SeedRule[]) => rulesApp(open, rules);

  describe(`people of a rule in ${home}`, () => {
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
