/** The panel where all is well: who sees what, and how many there are. */
import { click } from './acting.ts';
import { common, saveMode } from './element.ts';
import { colleagues, inactive, longNames, rightToLeft, sameNames } from './people.ts';
import { type Meta, story } from './story.ts';

export default {
  title: 'Panel',
  component: 'crm-followers',
  args: { endpoint: '/api', recordType: 'contact', recordId: 'c1', recordName: 'Maria Lopez' },
  argTypes: { ...common, ...saveMode },
  parameters: { width: 400 },
} satisfies Meta;

export const Default = story({
  parameters: {
    about: 'The owner’s view: both may be changed.',
    shows: ['Change owner', 'Lena Fischer', '3 of 10', "They can't change its owner."],
  },
});

export const Follower = story({
  name: 'Follower’s view',
  parameters: {
    about: 'The owner is plain text, with the reason; leaving is always possible.',
    viewer: 'follower',
    shows: ["Followers can't change the owner. Priya Mehta or an admin can.", 'You', '3 of 10'],
  },
});

export const Colleague = story({
  name: 'Colleague’s view',
  parameters: {
    about: 'May edit but does not follow: one click makes them a follower, or the owner.',
    viewer: 'colleague',
    shows: ['Follow', 'Make me the owner', '3 of 10'],
  },
});

export const Restricted = story({
  name: 'Restricted viewer',
  parameters: {
    about: 'Rita sees only what is assigned to her. Following is what lets her in.',
    viewer: 'rita',
    shows: ["Followers can't change the owner.", 'You', '3 of 10'],
  },
});

export const ReadOnly = story({
  name: 'Read-only',
  parameters: {
    about: 'An account that may only look: no dead buttons, one reason. Leaving is left.',
    viewer: 'reader',
    shows: ['You can view this contact. To change followers you need edit rights.'],
  },
});

export const Empty = story({
  args: { recordId: 'c-empty', recordName: 'Daniel Okafor' },
  parameters: {
    about: 'The first place is one click away.',
    shows: ['No followers yet. People you add can view and edit this contact.', '0 of 10'],
  },
});

export const NoOwner = story({
  args: { recordId: 'c-unowned', recordName: 'Hanna Lindqvist' },
  parameters: {
    about: 'Nobody is responsible yet, and somebody may change that.',
    viewer: 'colleague',
    shows: ['No owner', 'Assign owner', 'Make me the owner'],
  },
});

export const Full = story({
  args: { recordId: 'c-full', recordName: 'Marcus Chen' },
  parameters: {
    about: 'Ten of ten. The field stays usable, the reason stands below it.',
    shows: ['10 of 10', 'All 10 places are taken. Remove someone to add another.'],
  },
});

export const OverTheLimit = story({
  args: { recordId: 'c-over', recordName: 'Elif Aydın' },
  parameters: {
    about: 'Stored before there was a limit: all are shown, people can only be removed.',
    shows: ['12 of 10', '12 followers, but only 10 are allowed. Remove some to add others.'],
  },
});

export const TurnedOff = story({
  args: { recordId: 'c-empty', recordName: 'Daniel Okafor' },
  parameters: {
    about: 'A limit of 0: nobody can follow here.',
    limit: 0,
    shows: ['Following is turned off here.'],
  },
});

export const Details = story({
  args: { recordId: 'c-full', recordName: 'Marcus Chen' },
  parameters: {
    about: 'How each of them came to follow: who added them, or which workflow.',
    shows: ['Added by Priya Mehta', 'Added by workflow New leads from the web'],
  },
  play: ({ element }) => click(element, 'button', 'Details'),
});

export const LongNames = story({
  args: { recordId: 'c-long', recordName: 'Aktiengesellschaft für Donaudampfschifffahrt' },
  parameters: {
    about: 'One line a name, the end cut off, nothing pushed out of its place.',
    viewer: 'admin',
    extra: longNames,
    shows: ['Maximiliana Konstantinopoulou', 'Wolfeschlegelsteinhausenbergerdorff', '5 of 10'],
  },
});

export const RightToLeft = story({
  args: { recordId: 'c-rtl', recordName: 'شركة الميناء', label: 'المتابعون' },
  parameters: {
    about: 'Names of both directions on a page that runs from right to left.',
    viewer: 'u105',
    dir: 'rtl',
    extra: rightToLeft,
    shows: ['נועה לוי', 'المتابعون', '4 of 10'],
  },
});

export const SameNames = story({
  args: { recordId: 'c-same', recordName: 'Three Marias' },
  parameters: {
    about: 'Three people of one name are told apart by what they do.',
    extra: sameNames,
    shows: ['Sales, Lisbon', 'Support, São Paulo', 'Finance, Porto'],
  },
});

export const InactivePeople = story({
  args: { recordId: 'c-gone', recordName: 'Old friends' },
  parameters: {
    about: 'Somebody who left the company keeps a place until they are removed.',
    extra: inactive,
    shows: ['Gus Petit', 'Inactive'],
  },
});

export const Opportunity = story({
  args: { recordType: 'opportunity', recordId: 'o-theirs', recordName: 'Western Mills: pilot' },
  parameters: {
    about: 'Another type of record brings its own words.',
    viewer: 'follower',
    extra: colleagues,
    shows: ['Opportunity followers', 'José Álvarez'],
  },
});
