/** Mistakes of the optional reads: people by id, and the history of a record. */
import type { Body } from '../../../src/conformance/ask.ts';
import { instead, type Mistake } from './mistake.ts';

const NAMED = /\/users\?.*\bid=/;
const HISTORY = /\/followers\/history/;

/** Pages of these URLs with other items. */
const items =
  (route: RegExp, change: (items: Body[]) => Body[]): Mistake['answer'] =>
  (_, body, { url }) =>
    route.test(url) && body?.items ? { ...body, items: change(body.items) } : body;

const refusedAs = (route: RegExp, from: number, to: number, code: string): Mistake['answer'] =>
  instead(({ url }, { status }) => route.test(url) && status === from, to, { code });

export const reads: Record<string, Mistake> = {
  'ids that are ignored': {
    answer: (_, body, { url }) =>
      NAMED.test(url) && body?.items
        ? { items: [{ id: 'admin', name: 'Ada', active: true }], nextCursor: 'WyJhIiwiYSJd' }
        : body,
  },
  'people in an order of their own': {
    answer: items(NAMED, (all) => all.toSorted((a, b) => (a.id < b.id ? -1 : 1))),
  },
  'people named twice': {
    answer: (_, body, { url }) => {
      const ids = new URL(url).searchParams.getAll('id');
      if (!ids.length || !body?.items) return body;
      return {
        ...body,
        items: ids.flatMap((id) => body.items.find((user: Body) => user.id === id) ?? []),
      };
    },
  },
  'unknown people made up': {
    answer: (_, body, { url }) => {
      const ids = new URL(url).searchParams.getAll('id');
      if (!ids.length || !body?.items) return body;
      const known = new Map(body.items.map((user: Body) => [user.id, user]));
      return {
        ...body,
        items: [...new Set(ids)].map((id) => known.get(id) ?? { id, name: '', active: false }),
      };
    },
  },
  'foreign people named': {
    repository: (repository) => ({
      people: async (tenant, ids) => [
        ...(await repository.people(tenant, ids)),
        ...(await repository.people('southridge', ids)),
      ],
    }),
  },
  'everybody named as active': {
    answer: items(NAMED, (all) => all.map((user) => ({ ...user, active: true }))),
  },
  'people named for no record': {
    answer: items(NAMED, (all) => all.map(({ assignable: _, access: __, ...user }) => user)),
  },
  'a record that does not matter to who is named': {
    answer: instead(({ url }, { status }) => NAMED.test(url) && status === 404, 200, {
      items: [],
      nextCursor: null,
    }),
  },
  'at most fifty people named': {
    answer: instead(({ url }) => (url.match(/\bid=/g)?.length ?? 0) > 50, 400, { code: 'invalid-request' }),
  },
  'ids read before the sign-in': {
    answer: instead(({ as, url }, { status }) => !as && NAMED.test(url) && status === 401, 400, {
      code: 'invalid-request',
    }),
  },

  'a history that begins with the oldest': { answer: items(HISTORY, (all) => all.toReversed()) },
  'a history without those who did it': {
    answer: items(HISTORY, (all) =>
      all.map(({ source: { by: _, ...source }, ...entry }) => ({ ...entry, source })),
    ),
  },
  'a history by one who did nothing': {
    answer: items(HISTORY, (all) =>
      all.map((entry) => ({
        ...entry,
        source: { ...entry.source, by: { id: 'rita', name: 'Rita Sørby' } },
      })),
    ),
  },
  'a history with dates as people write them': {
    answer: items(HISTORY, (all) => all.map((entry) => ({ ...entry, at: '17 Nov 2026' }))),
  },
  'a history with versions of its own': {
    answer: items(HISTORY, (all) => all.map((entry, i) => ({ ...entry, version: String(all.length - i) }))),
  },
  'a history that forgets the previous owner': {
    answer: items(HISTORY, (all) => all.map(({ previous: _, ...entry }) => entry)),
  },
  'a history that tells of what changed nothing': {
    answer: (() => {
      let asked = 0;
      return (_, body, { method, url }) => {
        if (method === 'PUT') asked++;
        return HISTORY.test(url) && body?.items
          ? { ...body, items: [...Array<Body>(asked).fill(body.items[0]), ...body.items] }
          : body;
      };
    })(),
  },
  'a history in pages by number': {
    repository: (repository) => ({
      async events(key, limit, before) {
        if (before === undefined) return repository.events(key, limit);
        const all = await repository.events(key, 100);
        // As many are left out as there were on the pages before, counted from the newest of now.
        const skipped = all.filter(({ version }) => BigInt(version) >= BigInt(before)).length - 1;
        return all.slice(Math.max(skipped, 1), skipped + limit);
      },
    }),
  },
  'a history shown to those who do not see the record': {
    answer: instead(({ url }, { status }) => HISTORY.test(url) && status === 404, 200, {
      items: [],
      nextCursor: null,
    }),
  },
  'a history of hidden records that is forbidden': {
    answer: refusedAs(HISTORY, 404, 403, 'action-forbidden'),
  },
  'a history that takes any page size': {
    answer: instead(({ url }, { status }) => HISTORY.test(url) && status === 400, 200, {
      items: [],
      nextCursor: null,
    }),
  },
};
