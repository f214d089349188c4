/** A workflow tried on a record: what it would do to whom. The server does it and takes it back. */
import { Choices } from './choices.ts';
import { Contacts } from './contacts.ts';
import { crm, type Opportunity, Refusal } from './crm.ts';
import { el, find, name } from './dom.ts';
import { forgetProblemsOnInput, showProblems } from './field-problems.ts';
import { openModal } from './modal.ts';
import { money, stageName } from './opportunity.ts';
import { whyNot } from './refusals.ts';
import { outcomes } from './rule-outcomes.ts';
import { type Match, type Result, type Rule, type RuleFields, type RulePerson, when } from './workflow.ts';

type RecordType = NonNullable<Match['type']>;
/** A workflow as it would be sent: it need not exist yet. */
export type Tried = RuleFields & Pick<Rule, 'owner'>;

interface Trial {
  unmet: (keyof Match)[];
  results: Result[];
}

const choices = {
  contact: new Contacts(find<HTMLDataListElement>('#contacts')),
  opportunity: new Choices<Opportunity>(
    find<HTMLDataListElement>('#opportunities'),
    '/opportunities',
    ({ name: title, contact }) => [title, contact?.name].filter(Boolean).join(' · '),
  ),
};

export function openTrial(rule: Tried): void {
  openModal('trial', ({ dialog }) => {
    const form = find<HTMLFormElement>('form', dialog);
    const type = find<HTMLSelectElement>('[name=type]', form);
    const record = find<HTMLInputElement>('[name=record]', form);
    const result = find('[data-result]', form);
    const button = find('[data-try]', form);
    const only = rule.trigger === 'stage.changed' ? 'opportunity' : rule.match.type;
    const chosen = () => type.value as RecordType;
    const use = () => {
      record.setAttribute('list', chosen() === 'contact' ? 'contacts' : 'opportunities');
      void choices[chosen()].load().catch(() => {}); // Said when it matters: at Try.
    };
    find('[data-title]', dialog).replaceChildren('Try “', name(rule.name), '”');
    find('[data-subtitle]', dialog).textContent = `When ${when(rule)}.`;
    type.value = only ?? 'opportunity';
    find('[data-field=type]', form).hidden = only !== undefined;
    find('[data-field=record] label', form).textContent = only === undefined ? 'Record' : title(only);
    type.addEventListener('change', () => {
      record.value = '';
      result.replaceChildren();
      use();
    });
    forgetProblemsOnInput(form);
    use();

    let trying = false;
    const trial = async () => {
      if (trying) return;
      trying = true;
      button.ariaDisabled = 'true';
      const wrong = await attempt(rule, chosen(), record.value, result);
      trying = false;
      button.ariaDisabled = null;
      showProblems(form, wrong ? [['record', wrong]] : []);
    };
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void trial();
    });
    return {};
  });
}

const title = (type: RecordType) => (type === 'contact' ? 'Contact' : 'Opportunity');

/** Shows the result, or returns what is wrong with the field. */
async function attempt(
  rule: Tried,
  type: RecordType,
  text: string,
  result: HTMLElement,
): Promise<string | undefined> {
  try {
    await choices[type].load();
    const [id, ...others] = choices[type].meant(text);
    if (!id)
      return text.trim()
        ? `None of the ${type === 'contact' ? 'contacts' : 'opportunities'} you see.`
        : 'Choose one.';
    if (others.length) return 'Several begin like that. Choose one from the list.';
    const { owner: _, ...fields } = rule;
    const body = JSON.stringify({ rule: fields, record: { type, id } });
    const trial = await crm<Trial>('/rules/try', { method: 'POST', body });
    result.replaceChildren(...shown(rule, trial, choices[type].labelOf(id)));
    return undefined;
  } catch (error) {
    const why = error instanceof Refusal && error.fields.length ? error.fields[0]!.detail : whyNot(error);
    result.replaceChildren(el('p', {}, `It could not be tried. ${why}`));
    return undefined;
  }
}

function shown(rule: Tried, { unmet, results }: Trial, label: string): HTMLElement[] {
  const record = el('b', {}, name(label));
  const note = el(
    'p',
    { class: 'small muted' },
    'Nothing was changed. Other workflows are not taken into account.',
  );
  if (!unmet.length) return [el('p', {}, 'It would run on ', record, ':'), outcomes(results, true), note];
  const reasons = unmet.map((condition) => whyUnmet(condition, rule.match, rule.owner)).join(' and ');
  return [el('p', {}, 'It would not run on ', record, `: ${reasons}.`), note];
}

function whyUnmet(condition: keyof Match, match: Match, owner?: RulePerson): string {
  if (condition === 'minValue') return `it is worth less than ${money(match.minValue)}`;
  if (condition === 'stage') return `it is not in the stage ${stageName(match.stage!)}`;
  if (condition === 'lifecycle') return `its lifecycle is not “${match.lifecycle}”`;
  if (condition === 'ownerId') return `it is not owned by ${owner?.name ?? match.ownerId}`;
  return 'it is not meant for it';
}
