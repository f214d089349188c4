/** What is said for as long as a state lasts: instead of the record, or in its message line. */
import type { Overlay } from '../data/overlay.ts';
import type { Wait } from '../data/store.ts';
import type { Words } from '../locales/messages.ts';
import { refusal } from './chips.ts';
import type { Message } from './message.ts';
import type { Scene } from './scene.ts';
import type { View } from './view.ts';

/** How the record went out of the viewer's sight, in words. */
export const LOST = { left: 'done.left-access', changed: 'access-lost', never: 'not-visible' } as const;

/** What the message line says: what just happened, unless something lasting makes it untrue. */
export function messageOf(view: View, message: Message | undefined, hushed: boolean): Message | undefined {
  const { failedOwner } = view;
  // Where the owner stands it is said already.
  const told = failedOwner && message?.text === refusal(failedOwner, view);
  const standing = lasting(hushed ? { ...view, problem: undefined } : view);
  return message && !told && (message.kind === 'bad' || !(view.wait || view.offline)) ? message : standing;
}

/** What is said for as long as it is true. */
function lasting({
  words,
  offline,
  wait,
  problem,
  confirmedAt,
  taken,
  shown,
  error,
}: View): Message | undefined {
  if (wait) return waiting(wait, words);
  if (offline) return { kind: 'warn', icon: 'offline', text: words.say('offline') };
  if (problem) {
    const text = words.say('stale', { time: confirmedAt });
    return { kind: 'warn', text, act: 'reload' };
  }
  // Said as an error, it need not be said again.
  const over = !error && taken > shown.limit && shown.limit > 0;
  return over ? { kind: 'warn', text: words.say('over-limit', { n: taken, limit: shown.limit }) } : undefined;
}

function setUpWrongly(words: Words): Message {
  return { kind: 'warn', text: words.say('setup') };
}

/** What stands instead of the record; nothing while it is shown or still awaited. */
export function stateOf({ phase, view, overlay, words }: Scene): Message | undefined {
  if (phase === 'setup') return setUpWrongly(words);
  return view ? undefined : stateMessage(overlay, words);
}

/** A pause the server asked for; other retries are nobody's business until they fail. */
function waiting({ until, problem }: Wait, words: Words): Message | undefined {
  if (problem.code !== 'rate-limited') return undefined;
  const n = Math.max(1, Math.ceil((until - Date.now()) / 1000));
  return { kind: 'warn', text: words.say('problem.rate-limited', { n }) };
}

/** Why there is nothing to show; nothing while it is still being loaded. */
export function stateMessage({ store }: Overlay, words: Words): Message | undefined {
  const problem = store?.problem;
  if (!store || (!problem && !store.wait)) return undefined;
  if (store.wait) return waiting(store.wait, words);
  if (store.loading || !problem) return undefined;
  switch (problem.code) {
    case 'not-found':
    case 'action-forbidden':
      return { kind: 'info', icon: 'hidden', text: words.say(LOST[store.lost || 'never']) };
    case 'not-authenticated':
      return { kind: 'info', icon: 'signIn', text: words.say('problem.not-authenticated'), act: 'reload' };
    case 'offline':
      return { kind: 'warn', icon: 'offline', text: words.say('offline'), act: 'reload' };
    case 'timeout':
      return { kind: 'warn', text: words.say('problem.timeout'), act: 'reload' };
    case 'setup':
    case 'invalid-request':
      return setUpWrongly(words);
    default:
      return { kind: 'bad', text: words.say('load-failed'), act: 'reload' };
  }
}
