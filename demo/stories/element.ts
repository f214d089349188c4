/** The element as a story shows it, from args to markup and properties. */
import type { CrmFollowers } from 'crm-followers';
import { el } from '../pages/dom.ts';
import type { ArgTypes, Args, Context } from './story.ts';

/** What every view has in common. */
export const common: ArgTypes = {
  recordType: {
    control: 'select',
    options: ['contact', 'opportunity'],
    attribute: 'record-type',
    description: 'Type of the record.',
  },
  recordId: { control: 'text', attribute: 'record-id', description: 'Id of the record.' },
  recordName: { control: 'text', attribute: 'record-name', description: 'Name of the record.' },
  label: { control: 'text', attribute: 'label', description: 'Heading of the followers.' },
  limit: { control: 'number', attribute: 'limit', description: 'Places where the server names no number.' },
};

/** What a form adds. */
export const form: ArgTypes = {
  name: { control: 'text', attribute: 'name', description: 'Name of the entries, one for each follower.' },
  required: { control: 'boolean', attribute: 'required', description: 'At least one follower is needed.' },
  disabled: { control: 'boolean', attribute: 'disabled', description: 'Takes no part in the form.' },
  readonly: { control: 'boolean', attribute: 'readonly', description: 'Shown, sent, not changeable.' },
};

export const saveMode: ArgTypes = {
  saveMode: {
    control: 'select',
    options: ['auto', 'manual'],
    attribute: 'save-mode',
    description: 'Changes go out at once, or wait for save().',
  },
};

/** Attributes that no control changes. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  id: 'id',
  endpoint: 'endpoint',
  view: 'view',
  draft: 'draft',
  ownerName: 'owner-name',
  lang: 'lang',
};

export const attributeOf = (property: string, argTypes: ArgTypes): string | undefined =>
  argTypes[property]?.attribute ?? ATTRIBUTES[property];

/** Sets what args say; `undefined`, `false` and the empty text take an attribute away. */
export function apply(element: CrmFollowers, args: Args, argTypes: ArgTypes): void {
  for (const [property, value] of Object.entries(args)) {
    const attribute = attributeOf(property, argTypes);
    if (!attribute) Object.assign(element, { [property]: value });
    else if (value === undefined || value === false || value === '') element.removeAttribute(attribute);
    else element.setAttribute(attribute, value === true ? '' : String(value as string | number));
  }
}

/** `<crm-followers>` with these args. */
export function followers({ args, argTypes }: Context, more: Args = {}): CrmFollowers {
  const element = el('crm-followers');
  apply(element, { ...args, ...more }, argTypes);
  return element;
}

/** The same as a field of a form, with a label of the page's own. */
export function labelled(context: Context, label = 'Followers'): HTMLElement {
  const field = followers(context, { id: 'team' });
  return el('form', {}, el('label', { for: 'team' }, label), field);
}
