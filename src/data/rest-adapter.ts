/**
 * The default adapter: the routes of the REST contract.
 * Does not judge what they answer; that is `parse.ts`.
 */
import { Problem } from '../core/problem.ts';
import { isId, isType, type RecordRef } from '../core/record.ts';
import type { Adapter } from './adapter.ts';
import { type Call, type ClientOptions, listen, request, urlOf } from './client.ts';
import { isMultiplexed, withSlot } from './connections.ts';
import type { Loose } from './parse.ts';

export type RestOptions = ClientOptions;

/** People asked for at once: what the contract allows, so that small directories come whole. */
const PAGE_SIZE = '50';

/** The path of a record's route; `ids` are encoded, and checked first. */
function pathOf({ type, id }: RecordRef, ...route: string[]): string {
  const ids = [id, ...route];
  if (!isType(type) || !ids.every(isId)) throw new Problem('invalid-request');
  return `/records/${type}/${ids.map(encodeURIComponent).join('/')}`;
}

/**
 * Speaks the REST contract below `endpoint`. Options are read anew for each request.
 * Every function rejects with a `Problem`, or with an `AbortError` when its signal is aborted.
 */
export function restAdapter(options: RestOptions): Adapter {
  // A host of the contract names its optional routes; our having a function for one says nothing.
  const named = (answer: unknown) => answer && { features: [], ...answer };
  const ask = async (call: Call) => named(await request(options, call));
  return {
    load: async (record, { signal }) => ask({ path: pathOf(record, 'followers'), signal }),
    add: async (record, userId, { signal }) =>
      ask({ method: 'PUT', path: pathOf(record, 'followers', userId), signal }),
    remove: async (record, userId, { signal }) =>
      ask({ method: 'DELETE', path: pathOf(record, 'followers', userId), signal }),
    changeOwner: async (record, { version, ...body }, { signal }) => {
      // Checked like the ids in a path, though it travels in the body.
      pathOf(record, body.userId);
      return ask({ method: 'PUT', path: pathOf(record, 'owner'), body, version, signal });
    },
    change: async (record, { owner, ...changes }, { signal }) => {
      const { version, ...wanted } = owner ?? {};
      pathOf(record, ...changes.add, ...changes.remove, ...(owner ? [owner.userId] : []));
      const body = { ...changes, owner: owner && wanted };
      const path = pathOf(record, 'followers');
      const answer = (await request(options, { method: 'POST', path, body, version, signal })) as
        Loose | undefined;
      return answer && { ...answer, snapshot: named(answer.snapshot) };
    },
    loadMany: async (records, { signal }) => {
      for (const record of records) pathOf(record);
      const body = { records: records.map(({ type, id }) => ({ type, id })) };
      const call = { method: 'POST', reads: true, path: '/followers:batchGet', body, signal } as const;
      const { items } = (await request(options, call)) as Loose;
      return Array.isArray(items) ? items.map((item) => named((item as Loose)?.snapshot)) : items;
    },
    people: async (ids, { signal }) =>
      request(options, { path: '/users', query: ids.map((id) => ['id', id]), signal }),
    history: async (record, { cursor, signal }) =>
      request(options, {
        path: pathOf(record, 'followers', 'history'),
        query: cursor ? { cursor } : {},
        signal,
      }),
    search: async (query, { record, cursor, signal }) => {
      if (record) pathOf(record);
      const about = record && { for: `${record.type}:${record.id}` };
      return request(options, {
        path: '/users',
        query: { query, limit: PAGE_SIZE, ...(cursor && { cursor }), ...about },
        signal,
      });
    },
    subscribe: async (records, { signal, tell, lastEventId, auto }) => {
      const { origin } = new URL(urlOf(options.endpoint, ''));
      if (auto && !isMultiplexed(origin)) return false;
      const query = records.map(({ type, id }) => ['record', `${type}:${id}`]);
      return withSlot(origin, () => listen(options, { path: '/events', query, lastEventId, signal }, tell));
    },
  };
}
