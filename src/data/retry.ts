/**
 * Trying again while a server is busy or out of reach.
 * Only for what may safely be done twice; every function of an `Adapter` may.
 */
import { Problem } from '../core/problem.ts';
import { problemOf } from './response.ts';

const TRIES = 3;
/** Milliseconds after which no further try is made. */
const PATIENCE = 10_000;
/** Milliseconds before the second try, doubled before each further one. */
const BASE = 400;

export interface RetryOptions {
  /** Ends a wait with an `AbortError`. */
  signal?: AbortSignal | undefined;
  /** Told before each wait how many whole seconds it will take, and why. */
  onWait?: ((seconds: number, problem: Problem) => void) | undefined;
  /** From 0 to 1; spreads the tries of many pages. */
  random?: (() => number) | undefined;
}

function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end);
  });
}

/**
 * Runs until it succeeds, at most three times within ten seconds. Tries again after `rate-limited`
 * and `unavailable` only, not before the server's `Retry-After`. Rejects with a `Problem` or an
 * `AbortError`; once given up, being rate limited is `unavailable` too, since nobody is waiting.
 */
export async function withRetry<T>(run: () => Promise<T>, options: RetryOptions = {}): Promise<T> {
  const { signal, onWait, random = Math.random } = options;
  const deadline = Date.now() + PATIENCE;
  for (let tried = 1; ; tried++) {
    try {
      return await run();
    } catch (error) {
      signal?.throwIfAborted();
      if ((error as Error | undefined)?.name === 'AbortError') throw error;
      const problem = problemOf(error);
      const { code, retryAfter, status } = problem;
      if (code !== 'rate-limited' && code !== 'unavailable') throw problem;
      const pause = retryAfter ? retryAfter * 1000 : BASE * 2 ** (tried - 1);
      if (tried === TRIES || Date.now() + pause > deadline) {
        throw code === 'unavailable'
          ? problem
          : new Problem('unavailable', { cause: problem, retryAfter, status });
      }
      onWait?.(Math.ceil(pause / 1000), problem);
      await wait(pause + BASE * random(), signal);
      signal?.throwIfAborted();
    }
  }
}
