/** The fields of a workflow: filled from a rule, arranged by what depends on what, and read as what a request holds. */
import { type FieldProblem, getToken, type Me } from './crm.ts';
import { el, find } from './dom.ts';
import { forgetProblemsOnInput, type Wrong } from './field-problems.ts';
import { readMoney, type Stage, STAGES, stageName } from './opportunity.ts';
import {
  actionName,
  forceName,
  type Match,
  type Rule,
  type RuleFields,
  type Trigger,
  when,
} from './workflow.ts';

const LIFECYCLES = ['lead', 'opportunity', 'customer', 'former customer'];

/** People that one workflow can name. */
const MOST = '50';

export class RuleForm {
  readonly form: HTMLFormElement;
  readonly #people: HTMLElementTagNameMap['crm-followers'];
  readonly #rule: Rule | undefined;
  #before = '';

  constructor(form: HTMLFormElement, me: Me, rule: Rule | undefined) {
    this.form = form;
    this.#rule = rule;
    this.#people = find('crm-followers', form);
    for (const name of ['from', 'to', 'stage']) {
      this.#control(name).append(...STAGES.map((stage) => el('option', { value: stage }, stageName(stage))));
    }
    this.#control('lifecycle').append(...LIFECYCLES.map((value) => el('option', { value }, value)));
    this.#people.setAttribute('limit', MOST);
    this.#people.viewer = me;
    if (getToken) this.#people.getToken = getToken;
    forgetProblemsOnInput(form);
    if (rule) this.#fill(rule);
    form.addEventListener('input', () => this.#arrange());
    this.#people.addEventListener('change', () => this.#arrange());
    this.#arrange();
    this.#before = this.#state();
  }

  get edited(): boolean {
    return this.#state() !== this.#before;
  }

  /** What is in the form, and what of it can't be sent as it is. */
  read(): { fields: RuleFields; wrong: readonly Wrong[] } {
    const wrong: Wrong[] = [];
    const name = this.#text('name');
    if (!name) wrong.push(['name', 'Give it a name.']);
    const users = this.#ids();
    const match = this.#match();
    if (Number.isNaN(match.minValue)) wrong.push(['minValue', 'Whole euros, such as 18,400.']);
    if (match.from && match.from === match.to) wrong.push(['to', 'Another stage than the one before.']);
    if (!users.length) wrong.push(['users', 'Choose somebody.']);
    const { enabled = true } = this.#rule ?? {};
    const { trigger, action, force } = this.#chosen();
    return { fields: { name, enabled, trigger, match, action, users, force }, wrong };
  }

  /** What the server says of fields, beside those that are shown. */
  placed(problems: readonly FieldProblem[]): readonly Wrong[] {
    return problems.flatMap(({ name, detail }): Wrong[] => {
      const field = this.form.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`);
      return field && !field.hidden ? [[name, detail]] : [];
    });
  }

  #fill({ name, trigger, match, action, users, force }: Rule): void {
    const { type = '', from = '', to = '', tag = '', stage = '', minValue, lifecycle = '' } = match;
    const values = { name, trigger, type, from, to, tag, stage, lifecycle };
    for (const [key, value] of Object.entries(values)) this.#control(key).value = value;
    this.#control('minValue').value = minValue === undefined ? '' : minValue.toLocaleString('en-GB');
    find<HTMLInputElement>(`[name=action][value=${action}]`, this.form).checked = true;
    find<HTMLInputElement>('[name=force]', this.form).checked = force;
    this.#people.value = users.map(({ id }) => id);
  }

  /** Shows the fields that mean something together, and the sentence that they make. */
  #arrange(): void {
    const { trigger, type, action } = this.#chosen();
    const moving = trigger === 'stage.changed';
    const shown: Record<string, boolean> = {
      type: !moving,
      from: moving,
      to: moving,
      tag: trigger === 'tag.added',
      stage: !moving && type === 'opportunity',
      minValue: type === 'opportunity',
      lifecycle: type === 'contact',
    };
    for (const [name, visible] of Object.entries(shown)) this.#field(name).hidden = !visible;
    find('[data-conditions]', this.form).hidden = !type && trigger !== 'tag.added';
    find('[data-force]', this.form).textContent = forceName(action);
    this.#people.label = actionName(action);
    const match = this.#match();
    if (Number.isNaN(match.minValue)) delete match.minValue;
    const owner = this.#rule?.owner;
    find('[data-sentence]', this.form).textContent =
      `When ${when({ trigger, match, ...(owner && { owner }) })}.`;
  }

  #chosen() {
    const data = new FormData(this.form);
    const trigger = this.#control('trigger').value as Trigger;
    const type =
      trigger === 'stage.changed'
        ? 'opportunity'
        : (this.#control('type').value as '' | 'contact' | 'opportunity');
    return { trigger, type, action: data.get('action') as 'add' | 'remove', force: data.has('force') };
  }

  /** Only conditions that are shown count. */
  #match(): Match {
    const { trigger, type } = this.#chosen();
    const value = (name: string) => (this.#field(name).hidden ? '' : this.#text(name));
    const [from, to, stage] = ['from', 'to', 'stage'].map((name) => value(name) as Stage | '');
    const [tag, lifecycle] = [value('tag'), value('lifecycle')];
    const minValue = readMoney(value('minValue'));
    const ownerId = this.#rule?.match.ownerId;
    return {
      ...(type && trigger !== 'stage.changed' && { type }),
      ...(from && { from }),
      ...(to && { to }),
      ...(tag && { tag }),
      ...(stage && { stage }),
      ...(minValue !== null && { minValue }),
      ...(lifecycle && { lifecycle }),
      ...(ownerId !== undefined && { ownerId }),
    };
  }

  #state(): string {
    return JSON.stringify(this.read().fields);
  }

  #ids(): string[] {
    return [...(this.#people.value ?? [])];
  }

  #text(name: string): string {
    return this.#control(name).value.trim();
  }

  #field(name: string): HTMLElement {
    return find(`[data-field=${name}]`, this.form);
  }

  #control(name: string): HTMLInputElement | HTMLSelectElement {
    return find<HTMLInputElement>(`[name=${name}]`, this.form);
  }
}
