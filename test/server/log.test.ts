/** The log that the feed follows: the same questions and answers in both homes of the data. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { LogPosition, Repository } from '../../demo/server/repository.ts';
import { HOMES } from '../support/homes.ts';
import { closeSql, settled } from '../support/sql.ts';

after(closeSql);

const c1 = { tenant: 'northwind', type: 'contact', id: 'c1' };
const empty = { ...c1, id: 'c-empty' };

async function add(repository: Repository, key: typeof c1, ...userIds: string[]): Promise<void> {
  await repository.transaction(async (tx) => {
    await tx.lock(key);
    for (const userId of userIds) {
      const by = { source: { kind: 'api' }, at: '2026-11-24T00:00:00.000Z' } as const;
      await tx.apply(key, { kind: 'follower-added', userId, ...by });
    }
  });
  await settled();
}

async function read(repository: Repository, query: Partial<Parameters<Repository['log']>[0]> = {}) {
  const found = await repository.log({ limit: 100, ...query });
  assert.ok(found);
  return { ...found, brief: found.entries.map(({ key, version }) => `${key.id} ${version}`) };
}

for (const [home, open] of Object.entries(HOMES)) {
  test(`what is committed after a position is read from there once, in order, in ${home}`, async () => {
    const repository = await open();
    const start = await read(repository);
    assert.deepEqual(start.brief, []);
    await add(repository, c1, 'u101', 'u102');
    await add(repository, empty, 'u101');
    const next = await read(repository, { after: start.end });
    assert.deepEqual(next.brief, ['c1 5', 'c1 6', 'c-empty 2']);
    assert.deepEqual(next.entries[2]!.key, empty);
    assert.deepEqual((await read(repository, { after: next.end })).brief, []);
    // From the middle of a transaction, too.
    assert.deepEqual((await read(repository, { after: next.entries[0]!.position })).brief, [
      'c1 6',
      'c-empty 2',
    ]);
  });

  test(`a page ends where the next one begins in ${home}`, async () => {
    const repository = await open();
    let { end } = await read(repository);
    await add(repository, c1, 'u101', 'u102', 'u103');
    await add(repository, empty, 'u101', 'u102');
    const heard: string[] = [];
    for (let i = 0; i < 3; i++) {
      const page = await read(repository, { after: end, limit: 2 });
      heard.push(...page.brief);
      ({ end } = page);
    }
    assert.deepEqual(heard, ['c1 5', 'c1 6', 'c1 7', 'c-empty 2', 'c-empty 3']);
  });

  test(`only certain records of one tenant are read in ${home}`, async () => {
    const repository = await open();
    const { end } = await read(repository);
    await add(repository, c1, 'u101');
    await add(repository, empty, 'u101');
    await add(repository, { ...c1, type: 'opportunity', id: 'o1' }, 'u101');
    const refs = [empty, { type: 'opportunity', id: 'o1' }, { type: 'opportunity', id: 'c1' }];
    const of = (tenant: string) => ({ after: end, of: { tenant, refs } });
    assert.deepEqual((await read(repository, of('northwind'))).brief, ['c-empty 2', 'o1 4']);
    assert.deepEqual((await read(repository, of('elsewhere'))).brief, []);
    assert.deepEqual(
      (await read(repository, { after: end, of: { tenant: 'northwind', refs: [] } })).brief,
      [],
    );
  });

  test(`what was undone is not in the log of ${home}`, async () => {
    const repository = await open();
    const { end } = await read(repository);
    const failing = repository.transaction(async (tx) => {
      const by = { source: { kind: 'api' }, at: '2026-11-24T00:00:00.000Z' } as const;
      await tx.apply(c1, { kind: 'follower-added', userId: 'u101', ...by });
      throw new Error('power cut');
    });
    await assert.rejects(failing, /power cut/);
    assert.deepEqual((await read(repository, { after: end })).brief, []);
  });

  test(`a record that is made is in the log of ${home} from its first version on`, async () => {
    const repository = await open();
    const { end } = await read(repository);
    const key = { ...c1, id: 'new' };
    const source = { kind: 'user', byId: 'owner' } as const;
    const createdAt = '2026-11-24T00:00:00.000Z';
    await repository.transaction((tx) =>
      tx.insert({ key, ownerId: 'owner', createdAt, fields: { name: 'New' }, source }),
    );
    await add(repository, key, 'u101');
    assert.deepEqual((await read(repository, { after: end })).brief, ['new 1', 'new 2']);
  });

  test(`a position in another log, or behind the end of this one, is none of ${home}'s`, async () => {
    const repository = await open();
    const { end } = await read(repository);
    const none = async (after: LogPosition) =>
      assert.equal(await repository.log({ after, limit: 1 }), undefined);
    await none({ ...end, log: 'another' });
    await none({ ...end, transaction: String(BigInt(end.transaction) + 1_000_000n), entry: '1000' });
  });
}
