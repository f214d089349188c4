/** Mistakes in what is said of many records in one answer. */
import type { Body } from '../../../src/conformance/ask.ts';
import { instead, type Mistake } from './mistake.ts';

/** Batches with other items. */
const items =
  (change: (items: Body[], url: string) => Body[]): Mistake['answer'] =>
  (_, body, { url }) =>
    url.endsWith(':batchGet') && body?.items ? { ...body, items: change(body.items, url) } : body;

export const batch: Record<string, Mistake> = {
  'a batch in an order of its own': {
    answer: items((all) => all.toSorted((a, b) => (a.id < b.id ? -1 : 1))),
  },
  'a batch without what is not found': { answer: items((all) => all.filter(({ status }) => status === 200)) },
  'a batch with each record once': {
    answer: items((all) => [...new Map(all.map((item) => [item.id, item])).values()]),
  },
  'a batch that tells hidden records from absent ones': {
    answer: items((all) =>
      all.map((item) => (item.status === 404 && /^[cx]\d/.test(item.id) ? { ...item, status: 403 } : item)),
    ),
  },
  'a batch that says more of hidden records': {
    answer: items((all) => all.map((item) => ({ snapshot: null, ...item }))),
  },
  'a batch that shows everything to everybody': {
    repository: (repository) => ({
      findMany: async (tenant, refs) =>
        (await repository.findMany(tenant, refs)).map((record) => ({
          ...record,
          followers: record.followers.map((each) => ({ ...each, user: { ...each.user, id: 'rob' } })),
        })),
    }),
  },
  'a batch that looks into every tenant': {
    repository: (repository) => ({
      findMany: async (tenant, refs) => [
        ...(await repository.findMany(tenant, refs)),
        ...(await repository.findMany('southridge', refs)).map((record) => {
          return { ...record, key: { ...record.key, tenant } };
        }),
      ],
    }),
  },
  'a batch that looks at ids only': {
    repository: (repository) => ({
      findMany: async (tenant, refs) => {
        const found = await repository.findMany(
          tenant,
          refs.map(({ id }) => ({ type: 'contact', id })),
        );
        return refs.flatMap((ref) =>
          found.filter(({ key }) => key.id === ref.id).map((each) => ({ ...each, key: { tenant, ...ref } })),
        );
      },
    }),
  },
  'a batch of what was so a while ago': {
    repository: (repository) => {
      const first = repository.findMany('northwind', [
        { type: 'contact', id: 'c1' },
        { type: 'contact', id: 'c-empty' },
      ]);
      return {
        findMany: async (tenant, refs) =>
          (await first).filter(({ key }) => tenant === key.tenant && refs.some(({ id }) => id === key.id)),
      };
    },
  },
  'a batch of snapshots in short': {
    answer: items((all) =>
      all.map(({ snapshot: { viewer: _, ...snapshot } = {}, ...item }) => ({ ...item, snapshot })),
    ),
  },
  'a batch refused because of one': {
    answer: instead(
      ({ url }, _, body) =>
        url.endsWith(':batchGet') && body?.items?.some(({ status }: Body) => status === 404),
      404,
      { code: 'not-found' },
    ),
  },
  'a batch of nothing refused': {
    answer: instead(({ url }, _, body) => url.endsWith(':batchGet') && body?.items?.length === 0, 400, {
      code: 'invalid-request',
    }),
  },
  'a batch read before the sign-in': {
    answer: instead(({ as, url }, { status }) => !as && status === 401 && url.endsWith(':batchGet'), 400, {
      code: 'invalid-request',
    }),
  },
};
