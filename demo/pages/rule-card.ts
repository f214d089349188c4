/** One workflow of the list: what it waits for, what it does, whether it is on, and what it did last. */
import { avatar } from './avatar.ts';
import { crm, type List } from './crm.ts';
import { el, name } from './dom.ts';
import { icon, type IconName } from './icons.ts';
import { whyNot } from './refusals.ts';
import { linkTo, outcomes, type RuleRecord } from './rule-outcomes.ts';
import { actionName, forceName, type Result, type Rule, type RulePerson, when } from './workflow.ts';

/** What is wished of a workflow. */
export interface RuleHost {
  toggle(rule: Rule): Promise<void>;
  /** One place up or down the list. */
  move(rule: Rule, by: -1 | 1): Promise<void>;
  remove(rule: Rule): Promise<void>;
  edit(rule: Rule): void;
  trial(rule: Rule): void;
}

interface Run {
  record: RuleRecord;
  at: string;
  results: readonly Result[];
  failed?: boolean;
}

const DATE = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

export class RuleCard {
  readonly node = el('li', { class: 'card rule' });
  readonly title: HTMLElement;
  readonly #canEdit: boolean;
  readonly #host: RuleHost;
  readonly #switch: HTMLElement;
  readonly #body = el('div', { class: 'rule-body' });
  readonly #acts = el('div', { class: 'rule-acts' });
  readonly #buttons: Readonly<Record<'up' | 'down' | 'edit' | 'remove' | 'trial', HTMLButtonElement>>;
  readonly #question = el('div', { class: 'rule-ask', role: 'alertdialog' });
  readonly #runs = el('details', { class: 'runs' });
  #rule: Rule | undefined;

  constructor(id: string, canEdit: boolean, host: RuleHost) {
    this.#canEdit = canEdit;
    this.#host = host;
    this.title = el('h2', { id: `rule-${id}`, tabindex: '-1' });
    this.#switch = canEdit
      ? el('button', { type: 'button', class: 'switch', role: 'switch', 'aria-labelledby': this.title.id })
      : el('span', { class: 'pill' });
    const act = (iconName: IconName | undefined, run: (rule: Rule) => void) => {
      const button = el(
        'button',
        { type: 'button', class: iconName ? 'b bare' : 'b' },
        iconName && icon(iconName),
      );
      button.addEventListener('click', () => this.#rule && run(this.#rule));
      return button;
    };
    this.#buttons = {
      trial: act(undefined, (rule) => host.trial(rule)),
      edit: act('pencil', (rule) => host.edit(rule)),
      up: act('up', (rule) => void host.move(rule, -1)),
      down: act('down', (rule) => void host.move(rule, 1)),
      remove: act('trash', () => this.#ask(true)),
    };
    this.#buttons.trial.append('Try');
    const { trial, ...managing } = this.#buttons;
    this.#acts.append(trial, ...(canEdit ? Object.values(managing) : []));
    this.#switch.addEventListener('click', () => this.#rule && canEdit && void host.toggle(this.#rule));
    this.#runs.addEventListener('toggle', () => this.#runs.open && void this.#loadRuns());
    this.#question.hidden = true;
    this.node.append(
      el('header', {}, this.#switch, this.title, this.#acts, this.#question),
      this.#body,
      this.#runs,
    );
  }

  update(rule: Rule, { first, last }: { first: boolean; last: boolean }): void {
    this.#rule = rule;
    const { enabled, users, action, force, lastRunAt } = rule;
    this.node.toggleAttribute('data-off', !enabled);
    this.title.replaceChildren(name(rule.name));
    if (this.#canEdit) this.#switch.ariaChecked = String(enabled);
    else this.#switch.textContent = enabled ? 'On' : 'Off';
    for (const [key, label] of Object.entries(LABELS)) {
      this.#buttons[key as keyof typeof LABELS].setAttribute(
        'aria-label',
        label.replace('{name}', rule.name),
      );
    }
    // Disabled would throw away the focus of whoever is moving it.
    this.#buttons.up.ariaDisabled = String(first);
    this.#buttons.down.ariaDisabled = String(last);
    this.#body.replaceChildren(
      line('bolt', 'When', el('span', {}, `${when(rule)}.`)),
      line(
        action === 'add' ? 'people' : 'leave',
        actionName(action),
        el('ul', { class: 'rule-people' }, ...users.map(personChip)),
        force && el('p', { class: 'small muted' }, `${forceName(action)}.`),
      ),
    );
    this.#runs.hidden = !this.#canEdit || !lastRunAt;
    if (this.#runs.open || !lastRunAt) return;
    const summary = `Last run ${DATE.format(new Date(lastRunAt))}`;
    this.#runs.replaceChildren(el('summary', { class: 'small muted' }, summary));
  }

  /** Keeps the focus on the button by which it was moved. */
  focusMove(by: -1 | 1): void {
    this.#buttons[by < 0 ? 'up' : 'down'].focus();
  }

  #ask(asking: boolean): void {
    const rule = this.#rule!;
    this.#question.hidden = !asking;
    this.#acts.hidden = asking;
    if (!asking) return this.#buttons.remove.focus();
    const text = el('p', { id: `ask-${rule.id}` }, 'Delete this workflow? Whom it has added stays.');
    const keep = el('button', { type: 'button', class: 'b' }, 'Keep');
    const remove = el('button', { type: 'button', class: 'b danger' }, 'Delete');
    keep.addEventListener('click', () => this.#ask(false));
    remove.addEventListener('click', () => void this.#host.remove(rule));
    this.#question.setAttribute('aria-labelledby', text.id);
    this.#question.replaceChildren(text, keep, remove);
    this.#question.onkeydown = (event) => {
      if (event.key === 'Escape') this.#ask(false);
    };
    keep.focus();
  }

  async #loadRuns(): Promise<void> {
    const summary = this.#runs.querySelector('summary')!;
    const show = (...content: Node[]) => this.#runs.replaceChildren(summary, ...content);
    try {
      const { items } = await crm<List<Run>>(`/rules/${encodeURIComponent(this.#rule!.id)}/runs`);
      show(
        items.length
          ? el('ol', { class: 'run-list' }, ...items.map(runItem))
          : el('p', { class: 'small muted' }, 'Nothing is known of its runs.'),
      );
    } catch (error) {
      show(el('p', { class: 'small muted' }, `The runs can’t be shown. ${whyNot(error)}`));
    }
  }
}

const LABELS = {
  trial: 'Try {name}',
  edit: 'Edit {name}',
  up: 'Move {name} up',
  down: 'Move {name} down',
  remove: 'Delete {name}',
};

function line(iconName: IconName, title: string, ...content: (Node | false)[]): HTMLElement {
  return el(
    'div',
    { class: 'rule-line' },
    icon(iconName),
    el('p', { class: 'rule-what muted small' }, title),
    el('div', {}, ...content),
  );
}

function personChip({ id, name: title, active }: RulePerson): HTMLElement {
  return el(
    'li',
    { class: 'rule-person', ...(active ? {} : { 'data-inactive': '' }) },
    avatar({ id, name: title || '?' }),
    name(title || 'Unknown person'),
    !active && el('span', { class: 'small muted' }, 'Inactive'),
  );
}

function runItem({ record, at, results, failed }: Run): HTMLElement {
  return el(
    'li',
    {},
    el('a', { href: linkTo(record) }, name(record.name || record.id)),
    el('time', { class: 'small muted', datetime: at }, DATE.format(new Date(at))),
    failed ? el('p', { class: 'small' }, 'It failed and changed nothing.') : outcomes(results),
  );
}
