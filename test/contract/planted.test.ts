/** A test of the cases themselves: each mistake that a backend is likely to make is noticed by at least one of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp, type AppOptions } from '../../demo/server/app.ts';
import { demoAuthenticate } from '../../demo/server/authenticate.ts';
import { fixedData } from '../../demo/server/data/fixed.ts';
import { memoryRepository } from '../../demo/server/memory/repository.ts';
import type { Effect, Repository, StoredRecord, Transaction } from '../../demo/server/repository.ts';
import type { Body } from './case.ts';
import { cases } from './cases/index.ts';
import { ourContext } from './ours.ts';

interface Mistake {
  options?: Partial<AppOptions>;
  repository?: (repository: Repository) => Partial<Repository>;
  /** Changes every answer of the app, given with its body: another body, or a whole response. */
  answer?: (response: Response, body: Body, request: Request) => Body;
}

/** A repository whose transactions do something else. */
const inTransaction =
  (change: (tx: Transaction) => Partial<Transaction>) =>
  (repository: Repository): Partial<Repository> => ({
    transaction: (work) => repository.transaction((tx) => work({ ...tx, ...change(tx) })),
  });

const applying = (change: (effect: Effect, tx: Transaction) => Effect | undefined) =>
  inTransaction((tx) => ({
    async apply(key, effect) {
      const changed = change(effect, tx);
      if (changed) await tx.apply(key, changed);
    },
  }));

const everybodyEdits = (record: StoredRecord | undefined): StoredRecord | undefined =>
  record && { ...record, owner: null };

const status = (from: number, to: number) => (response: Response, body: Body) =>
  response.status === from
    ? new Response(to === 204 ? null : JSON.stringify({ ...body, status: to }), {
        status: to,
        headers: response.headers,
      })
    : body;

const MISTAKES: Record<string, Mistake> = {
  'a limit that is one too high': { options: { limit: 11 } },
  'seats counted before others have taken theirs': {
    repository: (repository) => {
      let first: StoredRecord | undefined;
      return inTransaction((tx) => ({
        async lock(key) {
          const record = await tx.lock(key);
          if (key.id === 'c-full' && record?.followers.length === 9) first ??= record;
          return first ?? record;
        },
      }))(repository);
    },
  },
  'the owner is lost': {
    repository: inTransaction((tx) => ({ lock: async (key) => everybodyEdits(await tx.lock(key)) })),
  },
  'changes that are not written': { repository: applying(() => undefined) },
  'a new owner who keeps following': {
    answer: (_, body, request) =>
      request.url.endsWith('/owner') && body?.owner
        ? { ...body, followers: [...body.followers, { user: body.owner }] }
        : body,
  },
  'a previous owner who is kept unasked': {
    repository: applying((effect) =>
      effect.kind === 'owner-changed' ? { ...effect, keepPrevious: true } : effect,
    ),
  },
  'a previous owner who is not kept': {
    repository: applying((effect) => ({ ...effect, keepPrevious: false })),
  },
  'versions that skip': {
    answer: (_, body) =>
      body?.record
        ? { ...body, record: { ...body.record, version: String(2 * Number(body.record.version)) } }
        : body,
  },
  'hidden records told from absent ones': { answer: status(404, 403) },
  'another detail for hidden records': {
    answer: (response, body, { url }) =>
      response.status === 404 && url.includes('c1/') ? { ...body, detail: 'Hidden' } : body,
  },
  'a body after leaving': { answer: status(204, 200) },
  'no difference between added and there': { answer: status(201, 200) },
  'refusals without a code': { answer: (_, body) => (body?.code ? { ...body, code: undefined } : body) },
  'refusals as plain JSON': {
    answer: (response, body) =>
      body?.code
        ? new Response(JSON.stringify(body), {
            status: response.status,
            headers: { 'Content-Type': 'application/json' },
          })
        : body,
  },
  'everything may be done': {
    answer: (_, body) =>
      body?.can ? { ...body, can: { addFollower: true, removeFollower: true, changeOwner: true } } : body,
  },
  'a tag of the version only': {
    answer: (response, body) => {
      if (!body?.record) return body;
      const headers = new Headers(response.headers);
      headers.set('ETag', '"1"');
      return new Response(JSON.stringify(body), { status: response.status, headers });
    },
  },
  'people of other tenants': {
    repository: (repository) => ({
      searchPeople: async (search) => [
        ...(await repository.searchPeople({ ...search, tenant: 'southridge' })),
        ...(await repository.searchPeople(search)),
      ],
    }),
  },
  'cursors that are ignored': {
    repository: (repository) => ({
      searchPeople: (search) => repository.searchPeople({ ...search, after: undefined }),
    }),
  },
  'a search that takes the text as it is': {
    answer: (_, body, request) =>
      body?.items && /query=[A-Z]/.test(request.url) ? { items: [], nextCursor: null } : body,
  },
  'access that counts following': {
    answer: (_, body) =>
      body?.items
        ? {
            ...body,
            items: body.items.map((user: Body) => (user.access ? { ...user, access: 'edit' } : user)),
          }
        : body,
  },
  'everybody assignable': {
    answer: (_, body) =>
      body?.items
        ? {
            ...body,
            items: body.items.map((user: Body) => (user.assignable ? { ...user, assignable: true } : user)),
          }
        : body,
  },
  'a failure where a request is malformed': { answer: status(400, 500) },
  'answers for every cache': {
    answer: (response, body) =>
      response.status === 200
        ? new Response(JSON.stringify(body), { headers: { 'Cache-Control': 'public, max-age=60' } })
        : body,
  },
  'a stale version overlooked': {
    answer: (response, body) =>
      response.status === 412 ? new Response(JSON.stringify(body), { status: 200 }) : body,
  },
  'features that are not claimed': {
    answer: (_, body) => (body?.contract ? { ...body, features: [] } : body),
  },
};

/** Ids of the cases that a backend with this mistake fails. */
async function failing({ options, repository, answer }: Mistake): Promise<string[]> {
  const failed: string[] = [];
  for (const { id, run } of cases) {
    const memory = memoryRepository(fixedData());
    const home = { ...memory, ...repository?.(memory) };
    const app = createApp({
      authenticate: demoAuthenticate(home),
      log: () => {},
      ...options,
      repository: home,
    });
    const context = ourContext('http://crm.example/api', async (request) => {
      const response = await app.fetch(request);
      if (!answer) return response;
      const text = await response.clone().text();
      const changed: unknown = answer(response, text ? JSON.parse(text) : undefined, request);
      if (changed instanceof Response) return changed;
      const body = changed === undefined ? null : JSON.stringify(changed);
      return new Response(body, { status: response.status, headers: response.headers });
    });
    await run(context).catch(() => failed.push(id));
  }
  return failed;
}

test('no case fails where there is no mistake', async () => {
  assert.deepEqual(await failing({}), []);
});

for (const [name, mistake] of Object.entries(MISTAKES)) {
  test(`notices ${name}`, async () => {
    assert.notDeepEqual(await failing(mistake), []);
  });
}
