/** Finding people: by the beginnings of words, then inside of them, page by page while the directory changes. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { indexParts, indexTokens, sortKey } from '../../demo/server/directory.ts';
import { fixedData, person } from '../../demo/server/data/fixed.ts';
import { demoData } from '../../demo/server/data/generated.ts';
import { memoryRepository } from '../../demo/server/memory/repository.ts';
import type { Account, Repository } from '../../demo/server/repository.ts';
import { sqlRepository } from '../../demo/server/sql/repository.ts';
import { makeApp } from '../support/app.ts';
import { closeSql, freshDatabase, freshSqlRepository } from '../support/sql.ts';

after(closeSql);

const named = (id: string, name: string): Account => person(id, name, 'Sales', id);
const withPeople = (...people: Account[]) => ({ people: [...fixedData().people, ...people], records: [] });

async function find(
  repository: Repository,
  query: string,
  more = '',
): Promise<{ ids: string[]; next: string | null }> {
  const { ask } = makeApp({ repository });
  const { status, body } = await ask('owner', `GET /api/users?query=${encodeURIComponent(query)}${more}`);
  assert.equal(status, 200);
  return { ids: body.items.map(({ id }: { id: string }) => id), next: body.nextCursor };
}

/** Both homes of the data. */
const homes = async (data = fixedData()) => [memoryRepository(data), await freshSqlRepository(data)];

test('what is inside of a word is found from three letters on, after what begins with it', async () => {
  const data = withPeople(named('p1', 'Dotty Rogers'), named('p2', 'Anna Einarsdóttir'));
  for (const home of await homes(data)) {
    assert.deepEqual((await find(home, 'dott')).ids, ['p1', 'u110', 'p2'].sort(byPlace));
    assert.deepEqual((await find(home, 'dottir')).ids.sort(), ['p2', 'u110']);
    assert.deepEqual((await find(home, 'ttir')).ids.sort(), ['p2', 'u110']);
    assert.deepEqual((await find(home, 'ir')).ids, []);
  }
});

/** Whoever is found by the beginning comes first. */
const byPlace = (a: string, b: string) => Number(b === 'p1') - Number(a === 'p1') || (a < b ? -1 : 1);

test('each word may begin a word or be inside of one; short ones only begin', async () => {
  const data = withPeople(named('p2', 'Anna Einarsdóttir'), named('p3', 'Bo Annadóttir'));
  for (const home of await homes(data)) {
    assert.deepEqual((await find(home, 'anna dottir')).ids.sort(), ['p2', 'p3']);
    assert.deepEqual((await find(home, 'an dottir')).ids.sort(), ['p2', 'p3']);
    assert.deepEqual((await find(home, 'na dottir')).ids, []);
    assert.deepEqual((await find(home, 'bo einars')).ids, []);
    assert.deepEqual((await find(home, 'nna nars')).ids, ['p2']);
  }
});

test('pages go on from the beginnings into the insides, with nobody twice and nobody left out', async () => {
  const data = demoData();
  for (const home of await homes(data)) {
    for (const query of ['mar', 'ann', 'ari', 'son']) {
      const whole = (await find(home, query, '&limit=50')).ids;
      for (const limit of [1, 3]) {
        const ids: string[] = [];
        let cursor: string | null = '';
        do {
          const page: Awaited<ReturnType<typeof find>> = await find(
            home,
            query,
            `&limit=${limit}${cursor && `&cursor=${cursor}`}`,
          );
          ids.push(...page.ids);
          cursor = page.next;
        } while (cursor !== null && ids.length < 50);
        assert.deepEqual(ids.slice(0, 50), whole, `${query} by ${limit}`);
        assert.equal(new Set(ids).size, ids.length, 'nobody twice');
      }
    }
  }
});

test('a full page costs one statement, and no page costs more than two', async () => {
  const { database, statements } = await noted();
  const { ask } = makeApp({ repository: sqlRepository(database) });
  for (const [query, limit, most] of [
    ['a', 20, 1],
    ['mar', 1, 1],
    ['dottir', 20, 2],
    ['zz', 20, 1],
    ['zzz', 20, 2],
    ['', 20, 1],
  ] as const) {
    statements.length = 0;
    await ask('owner', `GET /api/users?query=${query}&limit=${limit}`);
    assert.equal(statements.length - 1, most, `"${query}"`);
  }
});

async function noted() {
  const real = await freshDatabase(demoData());
  const statements: string[] = [];
  const query: typeof real.query = (sql, parameters) => {
    statements.push(sql);
    return real.query(sql, parameters);
  };
  return { database: { ...real, query }, statements };
}

test('whoever was there before the first page is met once, while others come and go', async () => {
  const database = await freshDatabase(demoData());
  const repository = sqlRepository(database);
  const before = (await find(repository, 'a', '&limit=50')).ids;
  const add = async ({ tenant, id, name, ...rest }: Account) => {
    const user = { tenant, id, name, ...rest };
    await database.query('insert into person (tenant, id, name, sort_key) values ($1, $2, $3, $4)', [
      tenant,
      id,
      name,
      sortKey(user),
    ]);
    for (const [table, words] of [
      ['person_token', indexTokens(user)],
      ['person_part', indexParts(user)],
    ] as const) {
      for (const word of words)
        await database.query(`insert into ${table} values ($1, $2, $3)`, [tenant, word, id]);
    }
  };
  const seen: string[] = [];
  let cursor: string | null = '';
  for (let page = 0; cursor !== null && seen.length < 50; page++) {
    const { ids, next }: Awaited<ReturnType<typeof find>> = await find(
      repository,
      'a',
      `&limit=7${cursor && `&cursor=${cursor}`}`,
    );
    seen.push(...ids);
    cursor = next;
    // One before everybody who was met already, one among those to come.
    await add(named(`n${page}`, `Aaa${page}`));
    await add(named(`m${page}`, `Azz${page}`));
    await database.query('delete from person where id = $1', [`m${page - 1}`]);
  }
  assert.equal(new Set(seen).size, seen.length, 'nobody twice');
  const there = seen.filter((id) => !/^[nm]\d+$/.test(id));
  assert.deepEqual(there, before.slice(0, there.length), 'nobody left out');
  assert.ok(there.length > 30, `${there.length} people`);
});

test('an index that was there before its tails gets them from its tokens', async () => {
  const database = await freshDatabase(demoData());
  const rows = () => database.query('select tenant, part, user_id from person_part order by 1, 2, 3');
  const made = await rows();
  await database.exec('drop table person_part');
  await database.exec(
    readFileSync(new URL('../../demo/server/migrations/004_parts.sql', import.meta.url), 'utf8'),
  );
  assert.deepEqual(await rows(), made);
  assert.ok(made.length > 1000, `${made.length} tails`);
});

test('a hostile name costs no more than a long one', () => {
  const token = 'x'.repeat(256);
  const hostile = named('h', `${token} ${'ﷺ'.repeat(256)} 😀`);
  assert.ok(indexTokens(hostile).every((each) => each.length <= 100));
  assert.ok(indexParts(hostile).length <= 30 * indexTokens(hostile).length);
  assert.ok(sortKey(hostile).length <= 100);
  assert.ok(![...indexTokens(hostile), ...indexParts(hostile)].some((each) => /[\ud800-\udfff]/u.test(each)));
});
