/** Workflow rules for tests, and apps that have them in either home of the data. */
import type { AppOptions } from '../../demo/server/app.ts';
import { fixedData, TENANT } from '../../demo/server/data/fixed.ts';
import type { Dataset, Repository } from '../../demo/server/repository.ts';
import type { Rule, RuleRun } from '../../demo/server/rules/rule.ts';
import { type Answer, type Ask, followers, makeApp } from './app.ts';

export type SeedRule = Partial<Rule & { tenant: string }>;

/** A rule `r` that adds Tom Becker to every opportunity that is won, unless said otherwise. */
export const rule = (rest: SeedRule = {}): Rule & { tenant: string } => ({
  tenant: TENANT,
  id: 'r',
  name: 'Won deals',
  enabled: true,
  trigger: 'stage.changed',
  match: rest.trigger ? {} : { to: 'won' },
  action: 'add',
  users: ['colleague'],
  force: false,
  ...rest,
});

export const dataWith = (...rules: SeedRule[]): Dataset => ({ ...fixedData(), rules: rules.map(rule) });

/** What each person of each rule met, as `colleague added`. */
export const said = (runs: readonly RuleRun[] = []): string[] =>
  runs.flatMap(({ results, failed }) =>
    failed
      ? ['failed']
      : results.map(({ userId, outcome, code, reason }) =>
          [userId, outcome, code, reason].filter(Boolean).join(' '),
        ),
  );

/** A CRM with these rules, and what tests do in it most. */
export async function rulesApp(
  open: (data: Dataset) => Promise<Repository>,
  rules: SeedRule[],
  options: Partial<AppOptions> = {},
) {
  const repository = options.repository ?? (await open(dataWith(...rules)));
  const { ask } = makeApp({ ...options, repository });
  return { ask, repository, ...doings(ask) };
}

function doings(ask: Ask) {
  const moveAs = (as: string, id: string, stage: string) =>
    ask(as, `PATCH /crm/opportunities/${id}`, { json: { stage } });
  return {
    /** Moves the opportunity as its owner; every stage but the one it is in is a move. */
    move: (stage: string, id = 'o1', as = 'owner'): Promise<Answer> => moveAs(as, id, stage),
    tag: (tag: string, path = 'contacts/c1', as = 'owner') =>
      ask(as, `PATCH /crm/${path}`, { json: { tags: { add: [tag] } } }),
    untag: (tag: string, path = 'contacts/c1') =>
      ask('owner', `PATCH /crm/${path}`, { json: { tags: { remove: [tag] } } }),
    async ids(id = 'o1', type = 'opportunity'): Promise<string[]> {
      const { body } = await ask('admin', `GET ${followers(id, type)}`);
      return body.followers.map(({ user }: { user: { id: string } }) => user.id);
    },
    async sourceOf(userId: string, id = 'o1', type = 'opportunity') {
      const { body } = await ask('admin', `GET ${followers(id, type)}`);
      return body.followers.find(({ user }: { user: { id: string } }) => user.id === userId)?.source;
    },
    add: (userId: string, id = 'o1', type = 'opportunity') =>
      ask('owner', `PUT ${followers(id, type)}/${userId}`),
    remove: (userId: string, id = 'o1', type = 'opportunity', as = 'owner') =>
      ask(as, `DELETE ${followers(id, type)}/${userId}`),
  };
}
