/** The contacts that a form can choose from: by name and company, as people write them. */
import { Choices } from './choices.ts';
import type { Contact } from './crm.ts';

export class Contacts extends Choices<Contact> {
  constructor(list: HTMLDataListElement) {
    super(list, '/contacts', ({ name, company }) => [name, company].filter(Boolean).join(' · '));
  }
}
