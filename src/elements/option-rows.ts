/** Who stands in the list, in which order, and what each option says: people to rows, no drawing. */
import { foldQuery, highlight } from '../core/fold.ts';
import { eligibility, type Role } from '../core/policy.ts';
import type { User } from '../core/record.ts';
import type { Words } from '../locales/messages.ts';
import type { Row } from './listbox.ts';
import { nameOf } from './person.ts';
import { facts, type View } from './view.ts';

/** Stands for the name while a sentence is taken apart around it. */
const PLACE = '\uFFFC';

export function rowsOf(people: readonly User[], query: string, role: Role, view: View): Row[] {
  const { words, shown } = view;
  const viewerId = view.viewer?.id;
  const folded = foldQuery(query);
  // You first: the commonest pick of all, wherever the server sorts you.
  const ordered = [...people].sort((a, b) => Number(b.id === viewerId) - Number(a.id === viewerId));
  return ordered.map((user): Row => {
    const name = nameOf(user, words);
    const denial = eligibility(user, shown, role, view.situation.check);
    const selected = denial?.reason === (role === 'owner' ? 'user-is-owner' : 'already-following');
    const personal =
      denial && !selected ? words.sayDenial(denial, facts(view.shown, words, user)) : undefined;
    const full = role === 'follower' && !!view.seatDenial && !selected;
    const owner = role === 'owner';
    const promise = !selected && !full && !owner ? gain(user, words) : '';
    return {
      id: user.id,
      name,
      marks: highlight(name, folded),
      suffix: user.id === viewerId ? meSuffix(words) : '',
      sub: personal ?? words.join(user.description, promise),
      disabled: !!personal || full,
      selected,
      mark: selected ? words.say(owner ? 'owner.label' : 'option.added') : '',
      face: view.faces.of(user, `${role}-option`),
    };
  });
}

/** What the sentence about oneself says after the name, which sits in an element of its own. */
function meSuffix(words: Words): string {
  return words.say('option.me', { name: PLACE }).split(PLACE)[1]?.replace('\u2069', '') ?? '';
}

/** What following would give this person that they don't have yet. */
function gain({ access }: User, words: Words): string {
  return access === 'none' || access === 'view' ? words.say(`option.gain.${access}`) : '';
}
