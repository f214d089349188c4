/**
 * Each rule once for each trigger, however often it is told of and whatever breaks on the way. As in `concurrency.test.ts`
 * this holds the rules against each other, not the locks: those need a PostgreSQL server.
 */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import { TENANT } from '../../../demo/server/data/fixed.ts';
import type { Repository, Transaction } from '../../../demo/server/repository.ts';
import type { RuleRun, Trigger } from '../../../demo/server/rules/rule.ts';
import { runRules } from '../../../demo/server/rules/run.ts';
import { HOMES } from '../../support/homes.ts';
import { dataWith, rulesApp, said, type SeedRule } from '../../support/rules.ts';
import { closeSql } from '../../support/sql.ts';

after(closeSql);

const key = { tenant: TENANT, type: 'opportunity', id: 'o1' };
const won = (id: string): Trigger => ({ id, kind: 'stage.changed', from: 'proposal', to: 'won' });

/** Tells of a trigger, as whoever changes a stage does. `after` is what the same transaction does then. */
function tell(
  repository: Repository,
  trigger: Trigger,
  { after: last = () => {}, record = key, logged = [] as unknown[] } = {},
): Promise<RuleRun[]> {
  const log = (error: unknown) => logged.push(error);
  const options = { limit: 10, now: () => new Date(), newId: () => 'n', log };
  return repository.transaction(async (tx) => {
    await tx.lock(record);
    const runs = await runRules(tx, options, record, trigger);
    last();
    return runs;
  });
}

/** A repository in whose transactions somebody's adding breaks. */
const breaking = (repository: Repository, userId: string, error: unknown): Repository => ({
  ...repository,
  transaction: (work) =>
    repository.transaction((tx: Transaction) =>
      work({
        ...tx,
        async apply(record, effect) {
          await tx.apply(record, effect);
          if (effect.userId === userId) throw error;
        },
      }),
    ),
});

for (const [home, open] of Object.entries(HOMES)) {
  const start = (...rules: SeedRule[]) => open(dataWith(...rules));

  describe(`rules in ${home}`, () => {
    test('run once for a trigger that is told of twice, and again for another', async () => {
      const repository = await start({});
      assert.deepEqual(said(await tell(repository, won('a'))), ['colleague added']);
      assert.deepEqual(await tell(repository, won('a')), []);
      assert.deepEqual(said(await tell(repository, won('b'))), ['colleague already']);
      const record = { ...key, id: 'o-full' };
      const other = await tell(repository, won('a'), { record });
      assert.deepEqual(said(other), ['colleague refused follower-limit'], 'triggers are numbered by record');
      const runs = await repository.runs(TENANT, 'r', 9);
      assert.deepEqual(runs.map(({ record: { id }, trigger }) => `${id} ${trigger}`).sort(), [
        'o-full a',
        'o1 a',
        'o1 b',
      ]);
      for (const { at, results } of runs) assert.ok(at && results.length === 1);
    });

    test('leave nothing behind where the change that set them off is undone, and run when it comes again', async () => {
      const repository = await start({});
      const before = await repository.find(key);
      const cut = () => {
        throw new Error('power cut');
      };
      await assert.rejects(tell(repository, won('a'), { after: cut }), /power cut/);
      assert.deepEqual(await repository.find(key), before);
      assert.deepEqual(await repository.runs(TENANT, 'r', 9), []);
      assert.deepEqual(said(await tell(repository, won('a'))), ['colleague added']);
    });

    test('that fail are undone by themselves, logged, and in nobody’s way', async () => {
      const repository = await start(
        { id: 'a', users: ['u101', 'u102', 'u103'] },
        { id: 'b', users: ['u104'] },
      );
      const error = new Error('bug');
      const logged: unknown[] = [];
      const runs = await tell(breaking(repository, 'u102', error), won('a'), { logged });
      assert.deepEqual(said(runs), ['failed', 'u104 added']);
      assert.deepEqual(logged, [error]);
      const record = (await repository.find(key))!;
      assert.deepEqual(
        record.followers.map(({ user }) => user.id),
        ['follower', 'rita', 'u104'],
      );
      assert.equal(record.version, '4');
      assert.equal((await repository.events(key, 99)).length, 4);
      const [run] = await repository.runs(TENANT, 'a', 9);
      assert.deepEqual([run?.failed, run?.results], [true, []]);
      assert.deepEqual(said(await tell(repository, won('a'))), [], 'it is not tried again');
    });

    test('that fail do not stop the one who moved the card', async () => {
      const logged: unknown[] = [];
      const repository = breaking(await start({}), 'colleague', new Error('bug'));
      const { move, ask } = await rulesApp(open, [], { repository, log: (error) => logged.push(error) });
      const { status, body } = await move('won');
      assert.deepEqual([status, body.stage, said(body.rules)], [200, 'won', ['failed']]);
      assert.equal(logged.length, 1);
      assert.equal((await ask('owner', 'GET /crm/opportunities/o1')).body.stage, 'won');
    });

    test('run once each under triggers told of in any number and order, some of them cut off', async () => {
      const rules = Array.from({ length: 3 }, (_, i) => ({
        id: `r${i}`,
        users: [`u10${i}`, `u10${i + 3}`, 'colleague'],
        ...(i === 2 ? { action: 'remove' as const } : {}),
      }));
      const deliveries = fc.array(
        fc.record({
          trigger: fc.nat(5),
          record: fc.constantFrom('o1', 'o-full'),
          cut: fc.nat(4).map((n) => !n),
        }),
        { minLength: 10, maxLength: 25, size: 'max' },
      );
      await fc.assert(
        fc.asyncProperty(deliveries, async (all) => {
          const repository = await start(...rules);
          const done = await Promise.allSettled(
            all.map(({ trigger, record: id, cut }) =>
              tell(repository, won(`t${trigger}`), {
                record: { ...key, id },
                after() {
                  if (cut) throw new Error('cut off');
                },
              }),
            ),
          );
          const told = done.flatMap((each, i) =>
            each.status === 'fulfilled'
              ? each.value.map((run) => `${all[i]!.record} t${all[i]!.trigger} ${run.id}`)
              : [],
          );
          const wanted = new Set(
            all.flatMap(({ trigger, record, cut }) =>
              cut ? [] : rules.map((rule) => `${record} t${trigger} ${rule.id}`),
            ),
          );
          assert.deepEqual(told.sort(), [...wanted].sort());
          const kept = await Promise.all(rules.map(({ id }) => repository.runs(TENANT, id, 99)));
          assert.equal(kept.flat().length, wanted.size);
          for (const id of ['o1', 'o-full']) {
            const record = (await repository.find({ ...key, id }))!;
            assert.ok(record.followers.length <= 10);
            const versions = (await repository.events({ ...key, id }, 999)).map(({ version }) => version);
            assert.equal(versions.length, Number(record.version), 'one event for each version');
          }
        }),
        { numRuns: home === 'memory' ? 100 : 5, seed: 20_261_123 },
      );
    });
  });
}
