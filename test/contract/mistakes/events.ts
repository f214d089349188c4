/** Mistakes in what is told of live changes, and to whom. */
import type { Body } from '../../../src/conformance/ask.ts';
import { instead, type Mistake } from './mistake.ts';

/** Each event of a stream as something else; none where nothing is returned. */
const telling =
  (change: (event: Body) => Body): Mistake['stream'] =>
  (block) => {
    const [, event, json] = /^event: (\w+)\ndata: (.*)$/m.exec(block) ?? [];
    if (!json) return block;
    const changed = change({ event, ...JSON.parse(json) });
    if (!changed) return undefined;
    const { event: name, ...data } = changed;
    return block.replace(/event:.*\ndata:.*/, () => `event: ${name}\ndata: ${JSON.stringify(data)}`);
  };

export const events: Record<string, Mistake> = {
  'streams that say nothing': { stream: (block) => (block.includes('data:') ? undefined : block) },
  'streams that only begin': {
    repository: (repository) => ({
      log: async (query) => {
        const found = await repository.log(query);
        return found && { ...found, entries: [] };
      },
    }),
  },
  'streams that don’t say where records stand': {
    stream: (block) => (block.includes('data:') && !block.includes('id: ') ? undefined : block),
  },
  'resumed streams that have forgotten': {
    repository: (repository) => ({
      log: async ({ after, of, limit }) => repository.log({ after: of ? undefined : after, limit }),
    }),
  },
  'ids of unknown events overlooked': { answer: instead((_, { status }) => status === 410, 200) },
  'versions as numbers': {
    stream: telling(({ version, ...rest }) => ({ ...rest, version: Number(version) })),
  },
  'versions that lag': {
    stream: telling(({ version, ...rest }) => ({
      ...rest,
      version: version && `${Math.max(1, version - 1)}`,
    })),
  },
  'the whole record told': { stream: telling((event) => ({ ...event, owner: null })) },
  'the end of sight not told': { stream: telling((event) => (event.event === 'gone' ? undefined : event)) },
  'versions told of what is not seen': {
    stream: telling((event) => (event.event === 'gone' ? { ...event, version: '7' } : event)),
  },
  'changes told whatever is seen': {
    stream: telling((event) => (event.event === 'gone' ? { ...event, event: 'changed' } : event)),
  },
  'the end of sight told as an end for ever': {
    stream: (() => {
      const lost = new WeakSet<object>();
      return (block, request) => {
        if (block.includes('event: gone')) lost.add(request);
        return lost.has(request) && block.includes('event: changed') ? undefined : block;
      };
    })(),
  },
  'events where nothing has changed': {
    repository: (repository) => ({
      // Who writes is told of, whether or not anything came of it.
      transaction: async (work) => {
        const result = await repository.transaction(work);
        const key = { tenant: 'northwind', type: 'contact', id: 'c1' };
        const record = (await repository.find(key))!;
        const follower = record.followers[0]!.user.id;
        const same = { userId: follower, source: { kind: 'api' }, at: '2026-11-24T00:00:00.000Z' } as const;
        await repository.transaction((tx) => tx.apply(key, { ...same, kind: 'follower-added' }));
        return result;
      },
    }),
  },
};
