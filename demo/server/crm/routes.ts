/**
 * The demo CRM around the followers: contacts and opportunities with a few fields, as a host would have them.
 * None of this is part of the contract; who sees and edits what is decided by the same policy.
 */
import { type Context as HonoContext, Hono } from 'hono';
import * as v from 'valibot';
import { mayEdit } from '../../../src/core/policy.ts';
import type { Env } from '../app.ts';
import { refusalOf } from '../problems.ts';
import type { ListedRecord, Position, StoredRecord } from '../repository.ts';
import { bodyOf, contactOf, cursorOf, idFrom, limitOf, pageOf, text } from '../request.ts';
import { type Context, keyOf, locked, readRecord } from '../service.ts';
import { situation, viewerOf } from '../snapshot.ts';
import { tiedTo } from '../visibility.ts';
import { createOpportunity } from './create.ts';
import { NewOpportunity, PATCHES } from './fields.ts';

const LIST = '/:list{(?:contacts|opportunities)}';
const ITEM = `${LIST}/:id`;

const typeOf = (c: HonoContext) => (c.req.param('list') === 'contacts' ? 'contact' : 'opportunity');
const refOf = (c: HonoContext) => ({ type: typeOf(c), id: idFrom(c.req.param('id')) }) as const;

/** Lists go on below a creation date. Only dates that are some are read: the database chokes on February 31. */
const DatePosition = v.strictTuple([
  v.pipe(
    v.string(),
    v.regex(/^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    v.check((date) => isDate(date)),
  ),
  text(200),
]);
const isDate = (text: string) => {
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString() === text;
};
const positionOf = ({ createdAt, key }: ListedRecord): Position => [createdAt, key.id];

function shown({ key, createdAt, fields, owner }: ListedRecord) {
  return { ...fields, id: key.id, createdAt, owner: owner && { id: owner.id, name: owner.name } };
}

function shownInFull(record: StoredRecord, { viewer, rules }: Context) {
  return { ...shown(record), canEdit: !mayEdit(situation(record, viewer, rules)) };
}

export const crm = new Hono<Env>()
  .get('/me', (c) => c.json(viewerOf(c.get('context').viewer)))

  .get(LIST, async (c) => {
    const { repository, viewer, rules } = c.get('context');
    const limit = limitOf(c, 50, 100);
    const rows = await repository.list({
      tenant: viewer.tenant,
      type: typeOf(c),
      tiedTo: tiedTo(viewer, rules),
      contactId: contactOf(c),
      after: cursorOf(c, DatePosition),
      limit: limit + 1,
    });
    const { items, nextCursor } = pageOf(rows, limit, positionOf);
    return c.json({ items: items.map(shown), nextCursor });
  })

  .get(ITEM, async (c) => {
    const context = c.get('context');
    return c.json(shownInFull(await readRecord(context, refOf(c)), context));
  })

  .patch(ITEM, async (c) => {
    const context = c.get('context');
    const ref = refOf(c);
    const fields = await bodyOf(c, PATCHES[ref.type]);
    const record = await context.repository.transaction(async (tx) => {
      const { key, asked } = await locked(tx, context, ref);
      const denied = mayEdit(asked);
      if (denied) throw refusalOf(denied);
      if (Object.keys(fields).length) await tx.patch(key, fields);
      return await tx.find(key);
    });
    return c.json(shownInFull(record!, context));
  })

  .get(`${ITEM}/activity`, async (c) => {
    const context = c.get('context');
    const ref = refOf(c);
    await readRecord(context, ref);
    return c.json({ items: await context.repository.events(keyOf(context.viewer, ref), 50) });
  })

  .post('/opportunities', async (c) => {
    const context = c.get('context');
    return c.json(await createOpportunity(context, await bodyOf(c, NewOpportunity)), 201);
  });
