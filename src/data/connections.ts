/**
 * How many connections a browser has to a host: over HTTP/1.1 six, for all of its windows together, and a stream
 * keeps one for itself.
 */
import { Problem } from '../core/problem.ts';

/** Streams of all windows to one host; the rest is for everything else. */
const SLOTS = 4;
/** Seconds after which a window without a stream looks for a place again. */
const AGAIN = 30;

/** Whether requests to an origin share one connection, as far as the browser tells of earlier ones. */
export const isMultiplexed = (origin: string): boolean =>
  performance
    .getEntries()
    .some(
      (entry) =>
        entry.name.startsWith(origin + '/') &&
        /^h[23]/.test((entry as PerformanceResourceTiming).nextHopProtocol),
    );

/**
 * Runs where a stream to this origin is still to be had. Windows on pages that are not secure know nothing of each
 * other, and are not counted.
 *
 * @throws {Problem} `rate-limited`, when other windows have them all.
 */
export async function withSlot<T>(origin: string, run: () => Promise<T>): Promise<T> {
  for (let slot = 0; slot < SLOTS; slot++) {
    let running: Promise<T> | undefined;
    try {
      await navigator.locks.request(`crm-followers ${origin} ${slot}`, { ifAvailable: true }, (lock) =>
        lock ? (running = run()) : undefined,
      );
    } catch {
      // There are no locks here, or the stream itself has failed.
      running ??= run();
    }
    if (running) return running;
  }
  throw new Problem('rate-limited', { retryAfter: AGAIN });
}
