/** The records of a run: each brought into the situation that a case begins with, and put back in the end. */
import { type Body, followersOf } from '../ask.ts';
import type { Case, Person, RecordRef } from '../case.ts';
import { readJson, said } from './answer.ts';
import { arrange, NotArranged, type State, stateOf } from './arrange.ts';
import { type Cast, Missing } from './cast.ts';
import type { Host } from './host.ts';
import type { Options } from './options.ts';

/** Most places that a run fills. */
export const MOST_PLACES = 100;

export interface Subjects {
  readonly cast: Cast;
  /** The record as the case wants it. Throws `Missing`, `NotArranged` or `Unanswered`. */
  arrangeFor(theCase: Case): Promise<RecordRef>;
  /** Puts back what was changed. Throws `NotArranged` or `Unanswered`. */
  restore(): Promise<void>;
}

const FOLLOWERS: readonly unknown[] = ['follower', 'reader', 'restrictedFollower'] satisfies Person[];

/** `snapshot` is the record as it was before anything was changed. */
export function subjectsOf(host: Host, options: Options, cast: Cast, snapshot: Body): Subjects {
  const { record, unowned, overLimit, tokens } = options;
  const original = stateOf(snapshot);
  const { limit } = snapshot;
  let unownedOriginal: State | undefined;

  function situation({ record: wanted, needs }: Case): State {
    if (!(limit > 0)) throw new Missing(`a limit above 0; this record may have ${limit} followers`);
    const owner = tokens.owner === undefined ? original.owner : cast.people.owner;
    if (wanted === 'empty') return { owner, followers: [] };
    if (wanted === 'usual') {
      const follow = needs.filter((need): need is Person => FOLLOWERS.includes(need));
      return { owner, followers: follow.map((person) => cast.people[person]) };
    }
    if (limit > MOST_PLACES) {
      throw new Missing(
        `a full list; a run fills ${MOST_PLACES} places at most, and here there are ${limit}`,
      );
    }
    return { owner, followers: cast.crowd(limit) };
  }

  async function read(subject: RecordRef): Promise<Body> {
    const answer = await readJson(host, 'admin', followersOf(subject));
    if (answer.status === 200 && Array.isArray(answer.body?.followers)) return answer.body;
    throw new NotArranged(`GET ${followersOf(subject)} as admin answers ${said(answer)}.`);
  }

  async function withoutOwner(): Promise<RecordRef> {
    if (!unowned) throw new Missing('a record without an owner (--unowned type:id)');
    const state = stateOf(await read(unowned));
    if (state.owner !== null)
      throw new Missing(`a record without an owner; ${unowned.type}:${unowned.id} has one`);
    unownedOriginal ??= { followers: state.followers };
    await arrange(host, unowned, { followers: [] });
    return unowned;
  }

  async function withTooMany(): Promise<RecordRef> {
    if (!overLimit) throw new Missing('a record with more followers than places (--over-limit type:id)');
    const { followers, limit: places } = await read(overLimit);
    if (followers.length > places) return overLimit;
    throw new Missing(
      `a record with more followers than places; ${overLimit.type}:${overLimit.id} has ${followers.length} of ${places}`,
    );
  }

  return {
    cast,
    async arrangeFor(theCase) {
      if (theCase.record === undefined) return record;
      if (theCase.record === 'unowned') return withoutOwner();
      if (theCase.record === 'over') return withTooMany();
      await arrange(host, record, situation(theCase));
      return record;
    },
    async restore() {
      await arrange(host, record, original);
      if (unowned && unownedOriginal) await arrange(host, unowned, unownedOriginal);
    },
  };
}
