/**
 * The questions before what can't be taken back: when one is due, what it says, how it is answered.
 * Nothing is changed here; `changes.ts` goes on with the answer.
 */
import type { Change } from '../core/intent.ts';
import { losesAccess, losesOwnerRight, mayKeepOwner, reversible } from '../core/policy.ts';
import type { Snapshot, User } from '../core/record.ts';
import type { Words } from '../locales/messages.ts';
import type { ChangesHost } from './changes.ts';
import type { Question } from './question.ts';
import { facts } from './view.ts';

export class Asking {
  #question: ((words: Words) => Question) | undefined;
  readonly #host: ChangesHost;
  #answer: ((yes: boolean) => void) | undefined;
  #keep: ((keep: boolean) => void) | undefined;

  constructor(host: ChangesHost) {
    this.#host = host;
  }

  /** The question that is open. */
  get question(): Question | undefined {
    return this.#question?.(this.#host.words);
  }

  /**
   * Asks what there is to ask of a change: its cost where it can't be taken back, and whether the
   * previous owner stays. Resolves with the change as answered; with nothing when the answer is no.
   */
  async ask(change: Change, shown: Snapshot): Promise<Change | undefined> {
    if (change.op === 'owner') return shown.owner ? this.#handover(change, shown, shown.owner) : change;
    const { overlay, recordName } = this.#host;
    const situation = overlay.situation(shown);
    const costs = losesAccess(change, situation) || losesOwnerRight(change, situation);
    if (!costs || reversible(change, situation)) return change;
    const yes = await this.put((words) => ({
      title: words.say('leave.title', { record: recordName }),
      body: [words.say('leave.body', facts(shown, words))],
      yes: words.say('leave.yes'),
      no: words.say('leave.no'),
      danger: true,
    }));
    return yes ? change : undefined;
  }

  async #handover(change: Change, shown: Snapshot, previous: User): Promise<Change | undefined> {
    const { overlay } = this.#host;
    const situation = overlay.situation(shown);
    const denial = mayKeepOwner(change.user, shown);
    let answered = { ...change, keepPrevious: !denial };
    const question = (words: Words): Question => {
      const params = facts(shown, words, change.user);
      const loses = losesAccess(answered, situation);
      const final = losesOwnerRight(answered, situation) && !reversible(answered, situation);
      const keep = previous.id === overlay.viewerId ? 'handover.keep' : 'handover.keep.other';
      return {
        title: words.say('handover.title', params),
        body: [
          final ? words.say('handover.body', params) : '',
          denial?.reason === 'follower-limit' ? words.say('handover.full', params) : '',
          loses ? words.say('handover.lose') : '',
        ].filter(Boolean),
        yes: words.say('handover.yes'),
        no: words.say('cancel'),
        keep: denial ? undefined : { label: words.say(keep, params), checked: answered.keepPrevious },
        danger: loses,
      };
    };
    this.#keep = (keepPrevious) => {
      answered = { ...answered, keepPrevious };
      this.#host.requestUpdate();
    };
    return (await this.put(question)) ? answered : undefined;
  }

  /** Opens a question; one that is open counts as answered with no. */
  put(question: (words: Words) => Question): Promise<boolean> {
    this.answer(false);
    this.#question = question;
    this.#host.requestUpdate();
    return new Promise((resolve) => (this.#answer = resolve));
  }

  /** The tick box of the question was changed. */
  keep(keep: boolean): void {
    this.#keep?.(keep);
  }

  /** The viewer answered. */
  answer(yes: boolean): void {
    const answer = this.#answer;
    this.#question = this.#answer = undefined;
    answer?.(yes);
    this.#host.requestUpdate();
  }
}
