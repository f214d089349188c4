/** The contract's routes (`src/core/openapi.yaml`): HTTP on one side, `service.ts` on the other. */
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import * as v from 'valibot';
import type { components } from '../../src/core/wire.ts';
import type { Env } from './app.ts';
import { queryWords } from './directory.ts';
import {
  bodyOf,
  cursorOf,
  forOf,
  Id,
  ifMatchOf,
  limitOf,
  pageOf,
  recordOf,
  searchOf,
  userIdOf,
} from './request.ts';
import { addFollower, changeOwner, type Context, readRecord, removeFollower } from './service.ts';
import { candidateOf, FEATURES, snapshotOf, userOf, viewerOf } from './snapshot.ts';
import type { StoredRecord } from './repository.ts';

type Wire = components['schemas'];

const FOLLOWERS = '/records/:type/:id/followers';
const FOLLOWER = `${FOLLOWERS}/:userId`;

const OwnerChange = v.object({ userId: Id, keepPrevious: v.optional(v.boolean(), false) });

const shown = ({ rules, viewer }: Context, record: StoredRecord) => snapshotOf(record, viewer, rules);

export const contract = new Hono<Env>()
  .get(FOLLOWERS, etag(), async (c) => {
    const context = c.get('context');
    return c.json(shown(context, await readRecord(context, recordOf(c))));
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

  .get('/users', async (c) => {
    const context = c.get('context');
    const { repository, rules, viewer } = context;
    const [limit, after, ref, words] = [limitOf(c, 20, 50), cursorOf(c), forOf(c), queryWords(searchOf(c))];
    const record = ref && (await readRecord(context, ref));
    const search = { tenant: viewer.tenant, words, after, limit: limit + 1 };
    const { items, nextCursor } = pageOf(
      await repository.searchPeople(search),
      limit,
      ({ position }) => position,
    );
    const users = items.map(({ user }) => (record ? candidateOf(user, record, rules) : userOf(user)));
    return c.json({ items: users, nextCursor } satisfies Wire['UserPage']);
  })

  .get('/meta', (c) => {
    const { rules, viewer } = c.get('context');
    const limits = { followers: rules.limit };
    return c.json({
      contract: '1',
      features: FEATURES,
      limits,
      viewer: viewerOf(viewer),
    } satisfies Wire['Meta']);
  });
