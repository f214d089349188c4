/** The contract's routes (`src/core/openapi.yaml`): HTTP on one side, `service.ts` on the other. */
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import * as v from 'valibot';
import type { components } from '../../src/core/wire.ts';
import type { Env } from './app.ts';
import { changeMany } from './bulk.ts';
import { queryWords } from './directory.ts';
import { cursorOf, limitOf, pageOf } from './page.ts';
import { peopleFound, peopleNamed, PersonPlace } from './people.ts';
import {
  bodyOf,
  forOf,
  Id,
  Ids,
  idsOf,
  ifMatchOf,
  recordOf,
  recordsOf,
  searchOf,
  Type,
  userIdOf,
} from './request.ts';
import {
  addFollower,
  changeOwner,
  type Context,
  readHistory,
  readMany,
  readRecord,
  removeFollower,
} from './service.ts';
import { candidateOf, entryOf, FEATURES, snapshotOf, userOf, viewerOf } from './snapshot.ts';
import type { StoredRecord } from './repository.ts';

type Wire = components['schemas'];

const FOLLOWERS = '/records/:type/:id/followers';
const FOLLOWER = `${FOLLOWERS}/:userId`;

const OwnerChange = v.object({ userId: Id, keepPrevious: v.optional(v.boolean(), false) });

/** Each wish costs a few questions to the database while others wait for the record. */
const MOST_WISHES = 100;

const Changes = v.pipe(
  v.object({
    add: v.optional(Ids, []),
    remove: v.optional(Ids, []),
    owner: v.optional(OwnerChange),
  }),
  v.check(
    ({ add, remove }) => add.length + remove.length <= MOST_WISHES,
    `At most ${MOST_WISHES} people can be added and removed at once.`,
  ),
  v.check(
    ({ add, remove }) => !add.some((id) => remove.includes(id)),
    'Nobody can be both added and removed.',
  ),
);

/** Records in one answer: a screen full of them, and a body of some 200 KB at most. */
const MOST_RECORDS = 100;

const Batch = v.object({
  records: v.pipe(
    v.array(v.object({ type: Type, id: Id })),
    v.maxLength(MOST_RECORDS, `At most ${MOST_RECORDS} records can be read at once.`),
  ),
});

/** The version that the last entry on a page made. */
const VersionPosition = v.strictTuple([v.pipe(v.string(), v.regex(/^[1-9]\d{0,17}$/))]);

const shown = ({ rules, viewer }: Context, record: StoredRecord) => snapshotOf(record, viewer, rules);

export const contract = new Hono<Env>()
  .get(FOLLOWERS, etag(), async (c) => {
    const context = c.get('context');
    return c.json(shown(context, await readRecord(context, recordOf(c))));
  })

  .post(FOLLOWERS, async (c) => {
    const context = c.get('context');
    const ref = recordOf(c);
    const changes = await bodyOf(c, Changes);
    const matches = changes.owner && ifMatchOf(c);
    const { results, record } = await changeMany(context, ref, { ...changes, matches });
    // 200 also without a snapshot: what became of the other wishes has to be told.
    return c.json({ snapshot: record ? shown(context, record) : null, results } satisfies Wire['Changed']);
  })

  .put(FOLLOWER, async (c) => {
    const context = c.get('context');
    const { effective, record } = await addFollower(context, recordOf(c), userIdOf(c));
    return c.json(shown(context, record!), effective ? 201 : 200);
  })

  .delete(FOLLOWER, async (c) => {
    const context = c.get('context');
    const { effective, record } = await removeFollower(context, recordOf(c), userIdOf(c));
    return effective && record ? c.json(shown(context, record)) : c.body(null, 204);
  })

  .put('/records/:type/:id/owner', async (c) => {
    const context = c.get('context');
    const ref = recordOf(c);
    const request = { ...(await bodyOf(c, OwnerChange)), matches: ifMatchOf(c) };
    const { record } = await changeOwner(context, ref, request);
    return record ? c.json(shown(context, record)) : c.body(null, 204);
  })

  // As a pattern, for a colon alone would begin a parameter.
  .post('/:batch{followers:batchGet}', async (c) => {
    const context = c.get('context');
    const { records } = await bodyOf(c, Batch);
    const found = await readMany(context, records);
    const items = records.map(({ type, id }, i): Wire['BatchPage']['items'][number] => {
      const record = found[i];
      return record ? { type, id, status: 200, snapshot: shown(context, record) } : { type, id, status: 404 };
    });
    return c.json({ items } satisfies Wire['BatchPage']);
  })

  .get(`${FOLLOWERS}/history`, async (c) => {
    const [ref, limit, after] = [recordOf(c), limitOf(c, 20, 100), cursorOf(c, VersionPosition)];
    const events = await readHistory(c.get('context'), ref, limit + 1, after?.[0]);
    const { items, nextCursor } = pageOf(events, limit, ({ version }) => [version]);
    return c.json({ items: items.map(entryOf), nextCursor } satisfies Wire['HistoryPage']);
  })

  .get('/users', async (c) => {
    const context = c.get('context');
    const [ids, ref] = [idsOf(c), forOf(c)];
    const search = {
      limit: limitOf(c, 20, 50),
      after: cursorOf(c, PersonPlace),
      words: queryWords(searchOf(c)),
    };
    const record = ref && (await readRecord(context, ref));
    const { people, nextCursor } = ids
      ? { people: await peopleNamed(context, ids), nextCursor: null }
      : await peopleFound(context, search);
    const items = people.map((user) => (record ? candidateOf(user, record, context.rules) : userOf(user)));
    return c.json({ items, nextCursor } satisfies Wire['UserPage']);
  })

  .get('/events', async (c) => {
    const feed = c.get('feed');
    const refs = recordsOf(c, feed.recordsPerStream);
    const headers = { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' };
    // Nobody would read the stream, nor end it.
    if (c.req.method === 'HEAD') return c.body(null, 200, headers);
    const events = await feed.listen({
      request: c.req.raw,
      identity: c.get('identity'),
      refs,
      lastEventId: c.req.header('last-event-id') || undefined,
      // Not every server gives its own things along.
      cut: () => (c.env as Env['Bindings'] | undefined)?.outgoing?.destroy(),
    });
    return c.body(events, 200, headers);
  })

  .get('/meta', (c) => {
    const { rules, viewer } = c.get('context');
    const limits = { followers: rules.limit, batch: MOST_RECORDS };
    return c.json({
      contract: '1',
      features: FEATURES,
      limits,
      viewer: viewerOf(viewer),
    } satisfies Wire['Meta']);
  });
