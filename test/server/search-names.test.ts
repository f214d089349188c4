/** The same names are found by the same typing in the page, in memory and in the database. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fixedData, person } from '../../demo/server/data/fixed.ts';
import { memoryRepository } from '../../demo/server/memory/repository.ts';
import type { Repository } from '../../demo/server/repository.ts';
import { createDirectory } from '../../src/data/directory.ts';
import { readPage } from '../../src/data/parse.ts';
import { makeApp } from '../support/app.ts';
import { closeSql, freshSqlRepository } from '../support/sql.ts';
import { FOUND } from '../support/typed-names.ts';

after(closeSql);

const people = [...new Set(FOUND.map(([, name]) => name))].map((name, at) =>
  person(`n${at}`, name, 'Sales', `n${at}`),
);
const data = { people: [...fixedData().people, ...people], records: [] };
const idOf = (name: string) => people.find((each) => each.name === name)!.id;
/** What is nothing but marks finds everybody, and everybody is more than one page. */
const telling = FOUND.filter(([query]) => /[\p{L}\p{N}\p{So}]/u.test(query));

type Search = (query: string) => Promise<string[]>;

function askingServer(repository: Repository): Search {
  const { ask } = makeApp({ repository });
  return async (query) => {
    const { body } = await ask('owner', `GET /api/users?limit=50&query=${encodeURIComponent(query)}`);
    return body.items.map(({ id }: { id: string }) => id);
  };
}

const PLACES: Record<string, () => Promise<Search>> = {
  'the page': async () => {
    const directory = createDirectory({ users: people, parse: readPage });
    return async (query) => {
      const { people: found } = await directory.find(query, undefined, new AbortController().signal);
      return found.map(({ id }) => id);
    };
  },
  memory: async () => askingServer(memoryRepository(data)),
  'the database': async () => askingServer(await freshSqlRepository(data)),
};

for (const [place, open] of Object.entries(PLACES)) {
  test(`every name is found in ${place} as people type it`, async () => {
    const search = await open();
    for (const [query, name] of telling) {
      assert.ok((await search(query)).includes(idOf(name)), `“${query}” for ${name}`);
    }
  });
}
