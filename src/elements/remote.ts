/** What others did to the record while it was shown, as one sentence. */
import { difference } from '../core/intent.ts';
import { doneBy, type Snapshot, type User } from '../core/record.ts';
import type { Words } from '../locales/messages.ts';
import { nameOf } from './person.ts';
import { seatsTaken } from './view.ts';

/** `undefined` when nothing was changed that is worth a word. */
export function remoteSentence(before: Snapshot, now: Snapshot, words: Words): string | undefined {
  const { owner, ...followers } = difference(before, now);
  // A handover moves both of them, and says so itself.
  const isOther = ({ id }: User): boolean => !owner || (id !== before.owner?.id && id !== now.owner?.id);
  const added = followers.added.filter(isOther);
  const removed = followers.removed.filter(isOther);
  const params = { n: seatsTaken(now), limit: now.limit };
  /** Whose doing it was: another person than it was done to, and not the viewer in another window. */
  const whose = (to: User, by = doneBy(before, now)): string | undefined =>
    by && by.id !== to.id && by.id !== now.viewer?.id ? nameOf({ ...by, active: true }, words) : undefined;
  const sentences: string[] = [];
  if (owner && now.owner) {
    sentences.push(words.say('remote.owner', { name: nameOf(now.owner, words), by: whose(now.owner) }));
  }
  const [first = removed[0]] = added;
  if (first && added.length + removed.length === 1) {
    const source = now.followers.find(({ user }) => user.id === first.id)?.source;
    const name = nameOf(first, words);
    const by = whose(first, source?.by);
    if (source?.kind === 'rule' && source.name) {
      sentences.push(words.say('remote.rule', { name, rule: source.name }));
    } else if (by) sentences.push(words.say(added.length ? 'remote.add' : 'remote.remove', { name, by }));
    else sentences.push(words.say(added.length ? 'done.add' : 'done.remove', { ...params, name }));
  } else if (first) {
    sentences.push(words.say('remote.many', { ...params, added: added.length, removed: removed.length }));
  }
  return sentences.join(' ') || undefined;
}
