/** Before the record exists: everything picked stays in the element until the form is sent or `save(id)` is called. */
import { el } from '../pages/dom.ts';
import { click, find, open, pick, press } from './acting.ts';
import { common, followers, form } from './element.ts';
import { eightFollowers } from './people.ts';
import { type Meta, type Scene, story } from './story.ts';

const PEOPLE = ['Tom Becker', 'Lena Fischer', 'Rob Keller'];

/** Opens the list and closes it: then everybody in it is known by name. */
async function lookAround({ element }: Scene): Promise<void> {
  await open(element, 'Followers');
  press(element, 'Escape');
}

export default {
  title: 'Draft',
  component: 'crm-followers',
  args: {
    view: 'field',
    draft: true,
    endpoint: '/api',
    recordType: 'opportunity',
    label: 'Followers',
    name: 'followers',
    ownerName: 'owner',
    owner: 'owner',
    viewer: { id: 'owner', name: 'Priya Mehta' },
  },
  argTypes: { ...common, ...form },
  parameters: { width: 480 },
} satisfies Meta;

export const Empty = story({
  parameters: { about: 'A new opportunity, owned by whoever makes it.', shows: ['Priya Mehta', '0 of 10'] },
});

export const Picked = story({
  parameters: {
    about: 'Nothing is sent, and nothing looks unsaved: nobody expects a form to be.',
    shows: ['Tom Becker', 'Lena Fischer', 'Rob Keller', '3 of 10'],
  },
  async play({ element }) {
    for (const name of PEOPLE) await pick(element, name, 'Followers');
    press(element, 'Escape');
    await find(element, 'button', 'Remove Rob Keller');
  },
});

export const Prefilled = story({
  args: { value: ['colleague', 'u105'] },
  parameters: {
    about:
      'Followers and owner that the page gives, by id: they have their names as soon as the directory was asked.',
    shows: ['Tom Becker', 'ليلى حداد', '2 of 10'],
  },
  play: lookAround,
});

export const UnknownPeople = story({
  name: 'Ids nobody knows',
  args: { value: ['colleague', 'no-such-person', 'colleague', 'owner'] },
  parameters: {
    about: 'Twice the same, the owner, and an id that is nobody’s: shown as far as can be.',
    shows: ['Tom Becker', 'Unknown person', '2 of 10'],
  },
  play: lookAround,
});

export const TooMany = story({
  args: { value: ['colleague', 'follower', 'rob'], limit: 2 },
  parameters: {
    about: 'More than the page allows: all are shown, and the form can’t be sent.',
    shows: ['Tom Becker', '3 followers, but only 2 are allowed. Remove some to add others.', '3 of 2'],
  },
  play: lookAround,
});

export const Full = story({
  args: { value: ['colleague', 'follower'], limit: 2 },
  parameters: {
    about: 'As many as the page allows.',
    shows: ['Tom Becker', 'You can choose up to 2 followers.', '2 of 2'],
  },
  play: lookAround,
});

export const Owner = story({
  name: 'Another owner',
  parameters: {
    about: 'Whoever makes a record decides who owns it: no question, since nothing is lost.',
    shows: ['Tom Becker will be the owner.', 'Undo'],
  },
  async play({ element }) {
    await click(element, 'button', 'Priya Mehta');
    await pick(element, 'Tom Becker', 'Change owner');
    await find(element, 'button', 'Tom Becker');
  },
});

export const Panel = story({
  name: 'As a panel',
  args: { view: 'panel', value: ['colleague'] },
  parameters: { about: 'Every view can be a draft.', shows: ['Change owner', 'Tom Becker', '1 of 10'] },
  async play({ element }) {
    await open(element);
    press(element, 'Escape');
  },
});

export const Local = story({
  name: 'Without a backend',
  args: {
    endpoint: '',
    ownerName: '',
    owner: undefined,
    users: [
      { id: '7', name: 'Ana Ruiz', description: 'Sales, Sevilla' },
      { id: '8', name: 'Bo Lind', description: 'Support, Malmö' },
      { id: '9', name: 'Cy Park', description: 'Finance, Busan' },
    ],
    value: ['8'],
  },
  parameters: { about: 'A list of people is enough.', shows: ['Bo Lind', '1 of 10'] },
});

export const OneRefused = story({
  name: 'One refused at the end',
  parameters: {
    about:
      'The record exists by now, with eight followers from a workflow: two find a place, one is refused and stays.',
    extra: eightFollowers,
    script: `await followers.save('o-eight');`,
    shows: ['10 of 10', 'Rob Keller, not added', 'Try again'],
  },
  async play({ element }) {
    for (const name of PEOPLE) await pick(element, name, 'Followers');
    press(element, 'Escape');
    await element.save('o-eight');
    await find(element, 'button', 'Try again Rob Keller');
  },
});

export const Dialog = story({
  name: 'In a dialog',
  render: (context) =>
    el(
      'dialog',
      { 'aria-labelledby': 'new' },
      el(
        'form',
        { method: 'dialog' },
        el('h2', { id: 'new' }, 'Add opportunity'),
        el('label', {}, 'Name ', el('input', { name: 'title', value: 'Harbour Foods: 40 seats' })),
        followers(context),
        el('p', {}, el('button', {}, 'Save')),
      ),
    ),
  parameters: {
    about: 'The list floats above the dialog and is cut off by nothing.',
    css: `dialog { inline-size: min(30em, calc(100vw - 4em)); border: 1px solid #8886; border-radius: 12px; color: inherit }
      h2 { margin: 0 0 .75em; font-size: 1.1em } form { display: grid; gap: .75em } p { margin: 0; text-align: end }`,
    shows: ['Add opportunity', 'Ada Whitlock'],
  },
  async play({ canvas, element }) {
    canvas.querySelector('dialog')?.showModal();
    (await find(element, 'combobox', 'Followers')).focus();
    press(element, 'ArrowDown');
    await find(element, 'option', 'Ada Whitlock');
  },
});
