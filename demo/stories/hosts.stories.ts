/** What a page adds: a veto of its own, a question of its own, names for what following would give. */
import { click, find, open, press, type, until } from './acting.ts';
import { common, saveMode } from './element.ts';
import { type Meta, story } from './story.ts';

const conflict = (_: unknown, user: { id: string }) =>
  user.id === 'colleague' ? 'On the list of conflicts of interest.' : undefined;

export default {
  title: 'What the page adds',
  component: 'crm-followers',
  args: { endpoint: '/api', recordType: 'contact', recordId: 'c1', recordName: 'Maria Lopez' },
  argTypes: {
    ...common,
    view: {
      control: 'select',
      options: ['panel', 'field', 'stack', 'owner'],
      attribute: 'view',
      description: 'How it is shown.',
    },
    ...saveMode,
    live: {
      control: 'select',
      options: ['auto', 'events', 'off'],
      attribute: 'live',
      description: 'How it hears of what others change.',
    },
  },
  parameters: { width: 400 },
} satisfies Meta;

export const Veto = story({
  name: 'A veto with its reason',
  args: { check: conflict },
  parameters: {
    about: 'The page’s `check` says why somebody can’t be added; it is shown before the click.',
    shows: ['Tom Becker', 'On the list of conflicts of interest.'],
  },
  async play({ element }) {
    await type(element, 'Add followers', 'tom');
    await find(element, 'option', 'Tom Becker');
    press(element, 'ArrowDown');
  },
});

export const VetoOfAnOwner = story({
  name: 'A veto of an owner',
  args: { check: conflict },
  parameters: {
    about: 'The same function is asked about owners.',
    shows: ['On the list of conflicts of interest.'],
  },
  async play({ element }) {
    await click(element, 'button', 'Change owner');
    await type(element, 'Change owner', 'tom');
    await find(element, 'option', 'Tom Becker');
  },
});

export const Prevented = story({
  name: 'Prevented by the page',
  parameters: {
    about: 'The page cancels `crm-followers-before-change`: nothing happens, and the page says why.',
    script: `followers.addEventListener('crm-followers-before-change', (event) => event.preventDefault());`,
    shows: ['Lena Fischer', '3 of 10'],
  },
  async play({ element }) {
    element.addEventListener('crm-followers-before-change', (event) => event.preventDefault());
    await click(element, 'button', 'Remove Lena Fischer');
  },
});

export const Live = story({
  name: 'Changed by somebody else',
  args: { live: 'events' },
  parameters: {
    about:
      'An administrator removes somebody elsewhere: it shows here as it happens, and is said with their name.',
    shows: ['Ada Whitlock removed Rita Sørby.', '2 of 10'],
  },
  async play({ element, as }) {
    await find(element, 'button', 'Remove Rita Sørby');
    await as('admin', 'DELETE /records/contact/c1/followers/rita');
    await until('2 of 10', () => /2 of 10/.test(element.shadowRoot!.textContent));
  },
});

export const Gain = story({
  name: 'What following would give',
  parameters: {
    about: 'Who sees nothing of the record so far, and who could only look, before the pick.',
    shows: ['Will get access'],
  },
  async play({ element }) {
    await type(element, 'Add followers', 'rob');
    await find(element, 'option', 'Rob Keller');
    press(element, 'ArrowDown');
  },
});

export const GainInField = story({
  name: 'What following would give, in a field',
  args: { view: 'field', saveMode: 'manual', label: 'Followers' },
  parameters: { about: 'In every view, also before anything is saved.', shows: ['Will get access'] },
  async play({ element }) {
    await type(element, 'Followers', 'rob');
    await find(element, 'option', 'Rob Keller');
  },
});

export const OwnWords = story({
  name: 'Words of its own',
  args: {
    label: 'Account team',
    messages: { 'add.label': 'Add to the team', help: 'The team can view and edit this account.' },
  },
  parameters: {
    about: 'A label, and messages that replace ours.',
    shows: ['Account team', 'The team can view and edit this account.'],
  },
});

export const OwnMessages = story({
  name: 'Messages of its own',
  parameters: {
    about: 'The page cancels `crm-followers-problem` and shows the message itself.',
    answers: { 'DELETE /followers': { status: 403, code: 'action-forbidden' } },
    script: `followers.addEventListener('crm-followers-problem', (event) => {
  event.preventDefault();
  toast(event.detail.message);
});`,
    shows: ['Lena Fischer', '3 of 10'],
  },
  async play({ element }) {
    element.addEventListener('crm-followers-problem', (event) => event.preventDefault());
    await click(element, 'button', 'Remove Lena Fischer');
    await find(element, 'button', 'Remove Lena Fischer');
  },
});

export const OwnColours = story({
  name: 'Colours of its own',
  parameters: {
    about: 'Tokens on any element around.',
    css: `#canvas { --crm-accent: light-dark(#8a3ffc, #be95ff); --crm-radius: 2px; --crm-chip-radius: 4px; --crm-avatar-radius: 4px }`,
    shows: ['3 of 10'],
  },
  play: ({ element }) => open(element),
});

export const OwnPeople = story({
  name: 'People of its own',
  args: {
    users: [
      { id: 'colleague', name: 'Tom Becker', description: 'The one colleague offered here' },
      { id: 'gone', name: 'Gus Petit', active: false },
    ],
  },
  parameters: {
    about: 'A list of the page’s in place of the directory: nobody else is offered.',
    shows: ['The one colleague offered here', 'Inactive account'],
  },
  play: ({ element }) => open(element),
});
