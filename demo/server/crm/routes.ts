/**
 * The demo CRM around the followers: contacts and opportunities with a few fields, as a host would have them.
 * None of this is part of the contract; who sees and edits what is decided by the same policy.
 */
import { type Context as HonoContext, Hono } from 'hono';
import * as v from 'valibot';
import { mayEdit } from '../../../src/core/policy.ts';
import type { Env } from '../app.ts';
import { askedOf } from '../changes.ts';
import { cursorOf, limitOf, pageOf } from '../page.ts';
import { refusalOf } from '../problems.ts';
import type { Fields, ListedRecord, Position } from '../repository.ts';
import { contactOf, idFrom, text } from '../request.ts';
import { hold, readHistory, readRecord } from '../service.ts';
import { viewerOf } from '../snapshot.ts';
import { tiedTo } from '../visibility.ts';
import { createOpportunity } from './create.ts';
import { assertContact, formOf, NewOpportunity, PATCHES } from './fields.ts';
import { shown, shownAll } from './shown.ts';

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
    return c.json({ items: await shownAll(c.get('context'), items), nextCursor });
  })

  .get(ITEM, async (c) => {
    const context = c.get('context');
    return c.json(await shown(context, await readRecord(context, refOf(c))));
  })

  .patch(ITEM, async (c) => {
    const context = c.get('context');
    const ref = refOf(c);
    const fields: Fields = await formOf(c, PATCHES[ref.type]);
    const record = await context.repository.transaction(async (tx) => {
      const held = await hold(tx, context, ref);
      const { key, fields: before } = held.record;
      const denied = mayEdit(askedOf(held));
      if (denied) throw refusalOf(denied);
      const { contactId = before['contactId'] } = fields;
      // A form that sends the contact as it was may be that of somebody who doesn't see it.
      if (contactId !== before['contactId']) await assertContact(tx, context, String(contactId));
      if (Object.keys(fields).length) await tx.patch(key, fields);
      return await tx.find(key);
    });
    return c.json(await shown(context, record!));
  })

  .get(`${ITEM}/activity`, async (c) => {
    return c.json({ items: await readHistory(c.get('context'), refOf(c), 50) });
  })

  .post('/opportunities', async (c) => {
    const context = c.get('context');
    return c.json(await createOpportunity(context, await formOf(c, NewOpportunity)), 201);
  });
