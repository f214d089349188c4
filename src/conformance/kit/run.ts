/** Runs the cases one after another and judges each. */
import { type Case, narrowed } from '../case.ts';
import { NothingToTest } from './answer.ts';
import { NotArranged } from './arrange.ts';
import { Missing } from './cast.ts';
import { type Host, Interrupted, Unanswered } from './host.ts';
import type { Options } from './options.ts';
import type { Subjects } from './subjects.ts';

export interface Result {
  readonly case: Case;
  readonly outcome: 'passed' | 'failed' | 'not-tested';
  /** Why it has failed, as a sentence. */
  readonly message?: string;
  /** What it would need to be tested, and how that could be given. */
  readonly needs?: string;
  /** What a case that failed has asked, each with the status of its answer. */
  readonly requests?: readonly string[];
}

/** Unanswered requests in a row after which no more are sent. */
const SILENCE = 5;

/** One result a case, told as soon as there is one. Ends early where the host is interrupted. */
export async function* runCases(
  cases: readonly Case[],
  host: Host,
  options: Options,
  subjects: Subjects,
): AsyncGenerator<Result> {
  const { cast } = subjects;
  for (const theCase of cases) {
    if (host.silence >= SILENCE) {
      yield { case: theCase, outcome: 'failed', message: 'Not asked: the backend has stopped answering.' };
      continue;
    }
    let hasBegun = false;
    try {
      theCase.needs.forEach(cast.require);
      const record = await subjects.arrangeFor(theCase);
      host.takeRequests();
      hasBegun = true;
      const { people, colleagues, accented } = cast;
      const foreignRecord = options.foreignRecord ?? record;
      const context = { people, colleagues, accented, record, foreignRecord, fetch: host.fetch };
      await theCase.run(narrowed(theCase, context));
      yield { case: theCase, outcome: 'passed' };
    } catch (error) {
      if (error instanceof Interrupted) return;
      const message = inWords(error as Error);
      if (error instanceof Missing) yield { case: theCase, outcome: 'not-tested', needs: message };
      else
        yield {
          case: theCase,
          outcome: 'failed',
          message,
          ...(hasBegun && { requests: host.takeRequests() }),
        };
    } finally {
      await host.settled();
    }
  }
}

const OURS = [Missing, NotArranged, NothingToTest, Unanswered];

/** A case that stumbles over an answer has met one that is not as the contract has it. */
export function inWords(error: Error): string {
  if (OURS.some((known) => error instanceof known) || !(error instanceof TypeError)) return error.message;
  return `An answer is not as the contract has it: ${error.message}`;
}
