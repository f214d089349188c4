/** The list of people, open: whom it offers, whom it explains, and what happens after a pick. */
import { click, find, open, pick, press, type } from './acting.ts';
import { common } from './element.ts';
import { longNames } from './people.ts';
import { type Meta, story } from './story.ts';

export default {
  title: 'Choosing people',
  component: 'crm-followers',
  args: { endpoint: '/api', recordType: 'contact', recordId: 'c1', recordName: 'Maria Lopez' },
  argTypes: common,
  parameters: { width: 400 },
} satisfies Meta;

export const ListOpen = story({
  parameters: {
    about: 'Who follows already stays in the list as “Added”; who can’t says why.',
    shows: ['Ada Whitlock', 'Added', 'Is the owner and already has access'],
  },
  play: ({ element }) => open(element),
});

export const ListOpenFull = story({
  name: 'List open, full',
  args: { recordId: 'c-full', recordName: 'Marcus Chen' },
  parameters: {
    about: 'A full list says so once, above the people.',
    shows: ['All 10 places are taken. Remove someone to add another.', 'Ada Whitlock'],
  },
  play: ({ element }) => open(element),
});

export const Searching = story({
  parameters: {
    about: 'The server is still looking.',
    answers: { 'GET /users': { delay: Infinity } },
    shows: ['Searching…'],
  },
  play: ({ element }) => type(element, 'Add followers', 'maria'),
});

export const Found = story({
  parameters: { about: 'Found by name, without accents.', shows: ['Łukasz Żółć'] },
  async play({ element }) {
    await type(element, 'Add followers', 'lukasz');
    await find(element, 'option', 'Łukasz Żółć');
  },
});

export const NobodyFound = story({
  parameters: { about: 'Says what was searched for.', shows: ['No one found for “Zaphod”.'] },
  play: ({ element }) => type(element, 'Add followers', 'Zaphod'),
});

export const SearchFailed = story({
  parameters: {
    about: 'The list failed; the people on the record stay usable.',
    answers: { 'GET /users': { status: 400, code: 'invalid-request' } },
    shows: ["Search isn't available.", 'Try again'],
  },
  play: ({ element }) => type(element, 'Add followers', 'maria'),
});

export const LongNames = story({
  name: 'Long names in the list',
  args: { recordId: 'c-empty', recordName: 'Daniel Okafor' },
  parameters: {
    about: 'Two lines at most, cut off at their ends.',
    extra: { people: longNames.people ?? [] },
    shows: ['Maximiliana Konstantinopoulou'],
  },
  async play({ element }) {
    await type(element, 'Add followers', 'maximi');
    await find(element, 'option', 'Maximiliana');
    press(element, 'ArrowDown');
  },
});

export const Added = story({
  parameters: {
    about: 'After a pick the list stays open for the next one.',
    shows: ['Tom Becker added. 4 of 10 followers.', 'Undo'],
  },
  play: ({ element }) => pick(element, 'Tom Becker'),
});

export const Saving = story({
  parameters: {
    about: 'Shown at once, dashed until the server agrees.',
    answers: { 'PUT /followers': { delay: Infinity } },
    shows: ['Tom Becker', '4 of 10'],
  },
  async play({ element }) {
    await pick(element, 'Tom Becker');
    press(element, 'Escape');
  },
});

export const Removed = story({
  parameters: {
    about: 'What can be taken back is done at once.',
    shows: ['Lena Fischer removed. 2 of 10 followers.', 'Undo'],
  },
  play: ({ element }) => click(element, 'button', 'Remove Lena Fischer'),
});

export const ChangingTheOwner = story({
  parameters: { about: 'The same list, one choice.', shows: ['Ada Whitlock'] },
  async play({ element }) {
    await click(element, 'button', 'Change owner');
    await open(element, 'Change owner');
  },
});

export const QuestionBeforeAHandover = story({
  name: 'Question before a handover',
  parameters: {
    about: 'What the viewer could not take back is asked first.',
    shows: [
      'Make Tom Becker the owner?',
      'Only Tom Becker or an admin can change this back.',
      'Keep me as a follower',
    ],
  },
  async play({ element }) {
    await click(element, 'button', 'Change owner');
    await pick(element, 'Tom Becker', 'Change owner');
    await find(element, 'alertdialog');
  },
});

export const QuestionBeforeLeaving = story({
  name: 'Question before leaving',
  parameters: {
    about: 'Asked only where leaving would lock the viewer out.',
    viewer: 'rita',
    shows: ['Stop following Maria Lopez?', "You'll lose access. Priya Mehta or an admin can add you again."],
  },
  async play({ element }) {
    await click(element, 'button', 'Stop following');
    await find(element, 'alertdialog');
  },
});
