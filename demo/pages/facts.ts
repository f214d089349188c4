/** The key fields of a contact; those that may be changed are edited where they stand. */
import type { Contact } from './crm.ts';
import { el } from './dom.ts';
import { icon } from './icons.ts';

/** Fields that can be edited here, as they are called in a sentence. */
const EDITABLE = { phone: 'phone', nextStep: 'next step' } as const;

type EditableField = keyof typeof EDITABLE;

/** Sends one changed field and answers the contact as it then is; rejects with a sentence for people. */
export type Patch = (change: Partial<Record<EditableField, string>>) => Promise<Contact>;

/** Fills the list. A field that is being edited is left alone, so that a redraw costs nobody their words. */
export function showFacts(list: HTMLElement, contact: Contact, patch: Patch): void {
  for (const place of list.querySelectorAll<HTMLElement>('dd[data-field]')) {
    if (place.querySelector('form')) continue;
    const field = place.dataset['field'] ?? '';
    const value = valueOf(contact, field);
    const focused = place.contains(document.activeElement);
    place.replaceChildren(el('span', { class: 'value' }, content(field, value)));
    if (!contact.canEdit || !(field in EDITABLE)) continue;
    const label = `Edit ${EDITABLE[field as EditableField]}`;
    const button = el('button', { type: 'button', class: 'b bare', 'aria-label': label }, icon('pencil'));
    button.addEventListener('click', () => {
      edit(place, field as EditableField, value, patch, (now) => {
        place.replaceChildren();
        showFacts(list, now, patch);
        place.querySelector('button')?.focus();
      });
    });
    place.append(button);
    if (focused) button.focus();
  }
}

function valueOf(contact: Contact, field: string): string {
  const value = contact[field as keyof Contact];
  return typeof value === 'string' ? value : '';
}

const LIFECYCLES: Readonly<Record<string, string>> = { customer: 'green', opportunity: 'amber' };

function content(field: string, value: string): Node | string {
  if (!value) return el('span', { class: 'muted' }, '–');
  if (field === 'email') {
    const [box, ...domain] = value.split(/(?=@)/);
    return el('a', { href: `mailto:${encodeURI(value)}` }, box, el('wbr'), ...domain);
  }
  if (field === 'lifecycle') return el('span', { class: `pill ${LIFECYCLES[value] ?? 'blue'}` }, value);
  return el('bdi', {}, value);
}

/** Swaps the value for a form: Enter saves, Escape and Cancel go back. */
function edit(
  place: HTMLElement,
  field: EditableField,
  value: string,
  patch: Patch,
  done: (contact: Contact) => void,
): void {
  const before = [...place.childNodes];
  const input = el('input', {
    name: field,
    'aria-label': EDITABLE[field],
    autocomplete: 'off',
    maxlength: '200',
  });
  input.value = value;
  const message = el('span', { role: 'alert' });
  const cancel = el('button', { type: 'button', class: 'b' }, 'Cancel');
  const form = el('form', {}, input, el('button', { class: 'b pri' }, 'Save'), cancel, message);
  const close = () => {
    place.replaceChildren(...before);
    place.querySelector('button')?.focus();
  };
  let saving = false;
  const save = async () => {
    if (saving) return;
    saving = true;
    message.textContent = '';
    try {
      done(await patch({ [field]: input.value.trim() }));
    } catch (error) {
      message.textContent = error instanceof Error ? error.message : 'Not saved.';
      input.focus();
    }
    saving = false;
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void save();
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing) close();
  });
  cancel.addEventListener('click', close);
  place.replaceChildren(form);
  input.select();
}
