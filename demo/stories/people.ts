/** People and records besides the demo's fixed ones, for stories that are about names and numbers. */
import type { Dataset } from '../mocks/data.ts';
import { contact, opportunity, person } from '../mocks/data.ts';

export type Extra = Partial<Dataset>;

/** Names that need more room than there is, or another direction. */
const NAMES = [
  person(
    'n1',
    'Maximiliana Konstantinopoulou-Wertheim von Hohenzollern-Sigmaringen',
    'Strategic partnerships, Europe, Middle East and Africa',
  ),
  person('n2', 'Wolfeschlegelsteinhausenbergerdorff', 'Sales, Philadelphia'),
  person('n3', 'پریسا اسکندری کرمانشاهی', 'Sales, Tehran'),
  person('n4', 'Uvuvwevwevwe Onyetenyevwe Ugwemubwem Ossas', 'Support, Lagos'),
  person('n5', 'กรุงเทพมหานคร อมรรัตนโกสินทร์', 'Operations, Bangkok'),
  person('n6', 'A', 'One letter'),
];

export const longNames: Extra = {
  people: NAMES,
  records: [
    contact('c-long', 'n1', ['n2', 'n3', 'n4', 'n5', 'n6'], 'Aktiengesellschaft für Donaudampfschifffahrt'),
  ],
};

export const rightToLeft: Extra = {
  records: [contact('c-rtl', 'u106', ['u105', 'owner', 'u109', 'u107'], 'شركة الميناء')],
};

export const sameNames: Extra = {
  records: [contact('c-same', 'owner', ['u102', 'u103', 'u104'], 'Three Marias')],
};

export const inactive: Extra = {
  records: [contact('c-gone', 'owner', ['gone', 'follower'], 'Old friends')],
};

/** Nine of ten places taken: two people can want the last one. */
export const nineFollowers: Extra = {
  records: [
    contact(
      'c-nine',
      'owner',
      ['u101', 'u102', 'u103', 'u104', 'u105', 'u106', 'u107', 'u108', 'u109'],
      'Northern Mills',
    ),
  ],
};

/** Places for two more. */
export const eightFollowers: Extra = {
  records: [
    opportunity(
      'o-eight',
      'owner',
      ['u101', 'u102', 'u103', 'u104', 'u105', 'u106', 'u107', 'u108'],
      'Northern Mills: pilot',
    ),
    contact(
      'c-eight',
      'owner',
      ['u101', 'u102', 'u103', 'u104', 'u105', 'u106', 'u107', 'u108'],
      'Northern Mills',
    ),
  ],
};

export const sevenFollowers: Extra = {
  records: [
    contact(
      'c-seven',
      'owner',
      ['follower', 'colleague', 'u101', 'u105', 'u107', 'u108', 'u109'],
      'Southern Mills',
    ),
  ],
};

/** Owned by somebody else, so that the viewer is one of many. */
export const colleagues: Extra = {
  records: [
    contact('c-theirs', 'u101', ['follower', 'u107'], 'Western Mills'),
    opportunity('o-theirs', 'u101', ['follower'], 'Western Mills: pilot'),
  ],
};

/** Someone who left still owns it. */
export const inactiveOwner: Extra = {
  records: [contact('c-left', 'gone', ['follower'], 'Orphaned account')],
};
