/**
 * The demo CRM around the followers: contacts and opportunities with a few fields, as a host would have them.
 * None of this is part of the contract; who sees and edits what is decided by the same policy.
 */
import { type Context as HonoContext, Hono } from 'hono';
import * as v from 'valibot';
import type { Env } from '../app.ts';
import { cursorOf, limitOf, pageOf } from '../page.ts';
import { NEWEST_FIRST, type Order, positionIn, SORT_FIELDS } from '../repository.ts';
import { contactOf, idFrom, malformed, parameter, text } from '../request.ts';
import { rules } from '../rules/routes.ts';
import { readRecord } from '../service.ts';
import { viewerOf } from '../snapshot.ts';
import { tiedTo } from '../visibility.ts';
import { createOpportunity } from './create.ts';
import { editRecord } from './edit.ts';
import { formOf, NewOpportunity, PATCHES } from './fields.ts';
import { shown, shownAll } from './shown.ts';
import { readTimeline } from './timeline.ts';

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
const TextPosition = v.strictTuple([text(200), text(200)]);

/** `sort` names a field, and `order` a direction: up unless it says `desc`, but dates down unless it says `asc`. */
function orderOf(c: HonoContext): Order {
  const [sort, direction] = [parameter(c, 'sort') ?? NEWEST_FIRST.by, parameter(c, 'order')];
  const by = SORT_FIELDS.find((field) => field === sort);
  if (!by) throw malformed(`Lists are sorted by one of: ${SORT_FIELDS.join(', ')}.`);
  if (direction !== null && !/^(asc|desc)$/.test(direction)) throw malformed('An order is "asc" or "desc".');
  return { by, descending: direction ? direction === 'desc' : by === 'createdAt' };
}

export const crm = new Hono<Env>()
  .route('/rules', rules)

  .get('/me', (c) => c.json(viewerOf(c.get('context').viewer)))

  .get(LIST, async (c) => {
    const { repository, viewer, rules } = c.get('context');
    const limit = limitOf(c, 50, 100);
    const order = orderOf(c);
    const rows = await repository.list({
      tenant: viewer.tenant,
      type: typeOf(c),
      tiedTo: tiedTo(viewer, rules),
      contactId: contactOf(c),
      order,
      after: cursorOf(c, order.by === 'createdAt' ? DatePosition : TextPosition),
      limit: limit + 1,
    });
    const { items, nextCursor } = pageOf(rows, limit, (row) => positionIn(order, row));
    return c.json({ items: await shownAll(c.get('context'), items), nextCursor });
  })

  .get(ITEM, async (c) => {
    const context = c.get('context');
    return c.json(await shown(context, await readRecord(context, refOf(c))));
  })

  .patch(ITEM, async (c) => {
    const context = c.get('context');
    const ref = refOf(c);
    const { tags, ...fields } = await formOf(c, PATCHES[ref.type]);
    const { record, rules } = await editRecord(context, ref, fields, tags);
    if (!record) return c.body(null, 204);
    return c.json({ ...(await shown(context, record)), ...(rules.length ? { rules } : {}) });
  })

  .get(`${ITEM}/activity`, async (c) => {
    return c.json({ items: await readTimeline(c.get('context'), refOf(c), 50) });
  })

  .post('/opportunities', async (c) => {
    const context = c.get('context');
    return c.json(await createOpportunity(context, await formOf(c, NewOpportunity)), 201);
  });
