/**
 * The workflows: lists them in the order in which they run, and lets administrators add, change, order, switch and
 * delete them. Everybody may try one on a record. What a workflow does is the server's; nothing is judged here.
 */
import 'crm-followers';
import { crm, type Me, Refusal } from './crm.ts';
import { find, keep } from './dom.ts';
import { notice } from './notice.ts';
import { whyNot } from './refusals.ts';
import { RuleCard, type RuleHost } from './rule-card.ts';
import { openRuleDialog } from './rule-dialog.ts';
import { openTrial } from './rule-trial.ts';
import { say } from './status-line.ts';
import { showViewers } from './viewers.ts';
import { fieldsOf, type Rule, type RuleFields } from './workflow.ts';

const main = find('main');
const list = find('ol.rules');
const cards = new Map<string, RuleCard>();
let rules: readonly Rule[] = [];
let canEdit = false;
let me: Me | undefined;

interface RuleList {
  items: Rule[];
  canEdit: boolean;
}

async function load(): Promise<void> {
  try {
    const [answer, viewer] = await Promise.all([crm<RuleList>('/rules'), crm<Me>('/me')]);
    me = viewer;
    canEdit = answer.canEdit;
    draw(answer.items);
    reveal('ready');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const why = error.status === 401 ? 'signed-out' : 'failed';
    find('.notice').replaceChildren(...notice(why, () => void load(), { thing: 'list' }));
    reveal(why);
  }
}

function reveal(state: 'ready' | 'signed-out' | 'failed'): void {
  main.dataset['state'] = state;
  main.ariaBusy = null;
  find('.notice').hidden = state === 'ready';
  for (const part of document.querySelectorAll<HTMLElement>('[data-rules]')) part.hidden = state !== 'ready';
  find('[data-add]').hidden = !canEdit;
  find('.readers').hidden = state !== 'ready' || canEdit;
}

function draw(items: readonly Rule[]): void {
  rules = items;
  for (const id of cards.keys()) if (!rules.some((rule) => rule.id === id)) cards.delete(id);
  for (const [at, rule] of rules.entries()) {
    const card = cards.get(rule.id) ?? new RuleCard(rule.id, canEdit, host);
    cards.set(rule.id, card);
    card.update(rule, { first: at === 0, last: at === rules.length - 1 });
  }
  keep(
    list,
    rules.map(({ id }) => cards.get(id)!.node),
  );
  const on = rules.filter(({ enabled }) => enabled).length;
  find('[data-summary]').textContent = rules.length
    ? `${rules.length === 1 ? '1 workflow' : `${rules.length} workflows`}, ${on} on`
    : '';
  find('.nothing').hidden = rules.length > 0;
}

/** Puts one in the place of what it was, or behind the others. */
function put(rule: Rule): void {
  const known = rules.some(({ id }) => id === rule.id);
  draw(known ? rules.map((each) => (each.id === rule.id ? rule : each)) : [...rules, rule]);
}

const pathOf = (id: string) => `/rules/${encodeURIComponent(id)}`;

/** Sends a change; what was not done is said at the foot of the page. */
async function change(rule: Rule, what: Partial<RuleFields> & { before?: string | null }): Promise<boolean> {
  try {
    const init = { method: 'PATCH', body: JSON.stringify(what) };
    put(await crm<Rule>(pathOf(rule.id), init));
    return true;
  } catch (error) {
    say(`“${rule.name}” was not changed. ${whyNot(error)}`, undefined, 'trouble');
    void load();
    return false;
  }
}

const host: RuleHost = {
  async toggle(rule) {
    const enabled = !rule.enabled;
    if (await change(rule, { enabled })) say(`“${rule.name}” is ${enabled ? 'on' : 'off'} now.`);
  },

  async move(rule, by) {
    const others = rules.filter(({ id }) => id !== rule.id);
    const to = rules.findIndex(({ id }) => id === rule.id) + by;
    // The button at the end of the list is there, so that it keeps the focus, and does nothing.
    if (to < 0 || to > others.length) return;
    if (!(await change(rule, { before: others[to]?.id ?? null }))) return;
    const now = rules.find(({ id }) => id === rule.id)!;
    draw(rules.filter((each) => each !== now).toSpliced(to, 0, now));
    cards.get(rule.id)?.focusMove(by);
    say(`“${rule.name}” is workflow ${to + 1} of ${rules.length} now.`);
  },

  async remove(rule) {
    const at = rules.findIndex(({ id }) => id === rule.id);
    try {
      await crm<null>(pathOf(rule.id), { method: 'DELETE' });
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 404) {
        return say(`“${rule.name}” was not deleted. ${whyNot(error)}`, undefined, 'trouble');
      }
    }
    draw(rules.filter(({ id }) => id !== rule.id));
    (cards.get(rules[Math.min(at, rules.length - 1)]?.id ?? '')?.title ?? main).focus();
    say(`“${rule.name}” was deleted.`);
  },

  edit: (rule) => open(rule),
  trial: (rule) => trial(rule),
};

const trial = (rule: Rule) => openTrial({ ...fieldsOf(rule), ...(rule.owner && { owner: rule.owner }) });

/** Opens the form of a workflow, or of a new one. */
function open(rule?: Rule): void {
  openRuleDialog(rule, me!, (saved) => {
    put(saved);
    if (!rule) cards.get(saved.id)?.title.focus();
    say(`“${saved.name}” was ${rule ? 'saved' : 'added'}.`, { label: 'Try it', run: () => trial(saved) });
  });
}

find('[data-add]').addEventListener('click', () => open());
void showViewers();
void load();
