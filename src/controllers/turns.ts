/**
 * Lets rows that are out of view wait for their turn to be drawn, a slice of time after another: of a thousand rows
 * those in view are there first, and none of them holds up the page.
 */

/** Milliseconds of drawing before the page gets its turn. */
const SLICE = 8;

interface Drawable {
  readonly updateComplete: Promise<unknown>;
}

/** Who waits, first come first served, each with what lets it go on. */
const waiting = new Map<Drawable, () => void>();
let isWorking = false;
/** Until when whoever comes in this task needn't wait. */
let end: number | undefined;

/** After the frame that may be due. Timers wait longer than they are told to. */
function inNextTask(run: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    run();
  };
  port2.postMessage(undefined);
}

/** Whether there is time left in this task: for the first rows of a page nobody knows yet which of them are in view. */
export function isTimeLeft(): boolean {
  if (end === undefined) {
    end = performance.now() + SLICE;
    inNextTask(() => (end = undefined));
  }
  return performance.now() < end;
}

export const countWaiting = () => waiting.size;

/** Resolves when it is the turn of this row. */
export function turnOf(row: Drawable): Promise<void> {
  if (!isWorking) inNextTask(work);
  isWorking = true;
  return new Promise((resolve) => waiting.set(row, resolve));
}

/** A row that is in view now waits no longer. */
export function hurry(row: Drawable): void {
  waiting.get(row)?.();
  waiting.delete(row);
}

async function work(): Promise<void> {
  const until = performance.now() + SLICE;
  for (const row of waiting.keys()) {
    hurry(row);
    // What went wrong with one is told where it did, and no reason to let the others wait.
    await row.updateComplete.catch(() => {});
    if (performance.now() >= until) break;
  }
  isWorking = waiting.size > 0;
  if (isWorking) inNextTask(work);
}
