/** The tag of a snapshot covers its whole body: also what changes without a new version of the record. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedData } from '../../demo/server/data/fixed.ts';
import { memoryRepository } from '../../demo/server/memory/repository.ts';
import type { Account, Repository } from '../../demo/server/repository.ts';
import { type App, createApp } from '../../demo/server/app.ts';
import { demoAuthenticate } from '../../demo/server/authenticate.ts';
import { askingOf, followers } from '../support/app.ts';

type Changes = Record<string, Partial<Account>>;

/** A directory that can change while the app runs, as another part of a CRM would change it. */
function directory(): { repository: Repository; change(changes: Changes): void } {
  const memory = memoryRepository(fixedData());
  let changed: Changes = {};
  const now = (account: Account): Account => ({ ...account, ...changed[account.id] });
  return {
    change: (changes) => void (changed = changes),
    repository: {
      ...memory,
      async account(id) {
        const account = await memory.account(id);
        return account && now(account);
      },
      async find(key) {
        const record = await memory.find(key);
        if (!record) return undefined;
        return {
          ...record,
          owner: record.owner && now(record.owner),
          followers: record.followers.map((each) => ({ ...each, user: now(each.user) })),
        };
      },
    },
  };
}

/** Reads as the follower, lets the directory change, and reads again with the tag of the first answer. */
async function assertNewTag(changes: Changes, wrap = (app: App): Pick<App, 'request'> => app): Promise<void> {
  const { repository, change } = directory();
  const ask = askingOf(wrap(createApp({ repository, authenticate: demoAuthenticate(repository) })));
  const read = (tag: string) =>
    ask('follower', `GET ${followers('c1')}`, { headers: { 'If-None-Match': tag } });
  const before = await read('"none"');
  const tag = before.headers.get('etag') ?? '';
  assert.equal((await read(tag)).status, 304, 'nothing has changed yet');
  change(changes);
  const after = await read(tag);
  assert.equal(after.status, 200, 'sent in full');
  assert.notEqual(after.headers.get('etag'), tag);
  assert.equal(after.body.record.version, before.body.record.version, 'version');
  assert.notDeepEqual(after.body, before.body);
}

const CHANGES: Record<string, Changes> = {
  'the name of a follower': { rita: { name: 'Rita Sørby-Lund' } },
  'the name of the owner': { owner: { name: 'Priya Mehta-Rao' } },
  'a closed account': { rita: { active: false } },
  'a right of the viewer': { follower: { canEdit: false } },
  'the account type of the viewer': { follower: { onlyAssignedData: true } },
};

for (const [name, changes] of Object.entries(CHANGES)) {
  test(`${name} changes the tag, the version being the same`, () => assertNewTag(changes));
}

/** The mistake: a tag made of who asks and the version alone. */
function byVersion(app: App): Pick<App, 'request'> {
  return {
    async request(path: string, init: RequestInit) {
      const headers = new Headers(init.headers);
      const match = headers.get('if-none-match');
      headers.delete('if-none-match');
      const response = await app.request(path, { ...init, headers });
      const { record, viewer } = await response.clone().json();
      const tag = `"${viewer.id}-${record.version}"`;
      if (match === tag) return new Response(null, { status: 304, headers: { ETag: tag } });
      return new Response(response.body, { headers: { ...Object.fromEntries(response.headers), etag: tag } });
    },
  } as Pick<App, 'request'>;
}

test('a tag of viewer and version alone would be noticed each time', async () => {
  for (const [name, changes] of Object.entries(CHANGES)) {
    await assert.rejects(assertNewTag(changes, byVersion), /sent in full/, name);
  }
});
