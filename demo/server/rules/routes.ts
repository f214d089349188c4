/** Workflow rules below `/crm/rules`: read, managed, and tried. None of this is part of the contract. */
import { Hono } from 'hono';
import type { Env } from '../app.ts';
import { formOf } from '../crm/fields.ts';
import { peopleNamed } from '../people.ts';
import { idFrom } from '../request.ts';
import type { Context } from '../service.ts';
import { GROUPS, NewRule, RulePatch, Trial } from './fields.ts';
import type { StoredRule } from './rule.ts';
import { addRule, assertManager, changeRule, removeRule, ruleIn, tryRule } from './service.ts';

/** Runs that are told of each rule. */
const RUNS = 20;

/** Rules with the people they name; not `active` is also somebody who is not there any more. */
async function shown(context: Context, rules: readonly StoredRule[]) {
  const ids = new Set(rules.flatMap(({ users, match }) => [...users, match.ownerId ?? []].flat()));
  const people = new Map((await peopleNamed(context, [...ids])).map((person) => [person.id, person]));
  const personOf = (id: string) => {
    const { name = '', active = false } = people.get(id) ?? {};
    return { id, name, active };
  };
  return rules.map(({ place: _, ...rule }) => {
    const { ownerId } = rule.match;
    const owner = ownerId === undefined ? {} : { owner: personOf(ownerId) };
    return { ...rule, ...owner, users: rule.users.map(personOf) };
  });
}

const shownOne = async (context: Context, rule: StoredRule) => (await shown(context, [rule]))[0]!;

export const rules = new Hono<Env>()
  .get('/', async (c) => {
    const context = c.get('context');
    const { repository, viewer } = context;
    const items = await shown(context, await repository.rules(viewer.tenant));
    return c.json({ items, canEdit: viewer.admin });
  })

  .post('/', async (c) => {
    const context = c.get('context');
    assertManager(context);
    return c.json(await shownOne(context, await addRule(context, await formOf(c, NewRule, GROUPS))), 201);
  })

  .post('/try', async (c) => {
    const { rule, record } = await formOf(c, Trial, GROUPS);
    return c.json(await tryRule(c.get('context'), record, rule));
  })

  .patch('/:rule', async (c) => {
    const context = c.get('context');
    assertManager(context);
    const id = idFrom(c.req.param('rule'));
    return c.json(await shownOne(context, await changeRule(context, id, await formOf(c, RulePatch, GROUPS))));
  })

  .delete('/:rule', async (c) => {
    await removeRule(c.get('context'), idFrom(c.req.param('rule')));
    return c.body(null, 204);
  })

  // What became of whom is told of records that an administrator sees, which is all of the tenant's.
  .get('/:rule/runs', async (c) => {
    const context = c.get('context');
    assertManager(context);
    const { repository, viewer } = context;
    const { tenant } = viewer;
    const { id } = ruleIn(await repository.rules(tenant), idFrom(c.req.param('rule')));
    const runs = await repository.runs(tenant, id, RUNS);
    const items = runs.map(async ({ record: ref, trigger: _, ...run }) => {
      const record = await repository.find({ tenant, ...ref });
      return { record: { ...ref, name: String(record?.fields['name'] ?? '') }, ...run };
    });
    return c.json({ items: await Promise.all(items) });
  });
