/** What others did to the record while it was shown, as one sentence. */
import { difference } from '../core/intent.ts';
import type { Snapshot } from '../core/record.ts';
import type { Words } from '../locales/messages.ts';
import { nameOf } from './person.ts';
import { seatsTaken } from './view.ts';

/** `undefined` when nothing was changed that is worth a word. */
export function remoteSentence(before: Snapshot, now: Snapshot, words: Words): string | undefined {
  const { added, removed, owner } = difference(before, now);
  const params = { n: seatsTaken(now), limit: now.limit };
  const sentences: string[] = [];
  if (owner && now.owner) sentences.push(words.say('done.owner', { name: nameOf(now.owner, words) }));
  const [first] = added;
  if (first && added.length === 1 && !removed.length) {
    const source = now.followers.find(({ user }) => user.id === first.id)?.source;
    const name = nameOf(first, words);
    if (source?.kind === 'rule' && source.name) {
      sentences.push(words.say('remote.rule', { name, rule: source.name }));
    } else if (source?.by) {
      sentences.push(words.say('remote.add', { name, by: nameOf({ ...source.by, active: true }, words) }));
    } else sentences.push(words.say('done.add', { ...params, name }));
  } else if (removed.length === 1 && !added.length && removed[0]) {
    sentences.push(words.say('done.remove', { ...params, name: nameOf(removed[0], words) }));
  } else if (added.length || removed.length) {
    sentences.push(words.say('remote.many', { ...params, added: added.length, removed: removed.length }));
  }
  return sentences.join(' ') || undefined;
}
