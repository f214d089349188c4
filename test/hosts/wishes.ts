/**
 * What a test may ask of a framework's page while it runs: the page takes it as an event `host`, and notes what it hears
 * in `log.heard` (see `test/package/guest.ts`).
 */
import type { User } from 'crm-followers';

export interface Wishes {
  recordId?: string | undefined;
  label?: string | undefined;
  readonly?: boolean;
  draft?: boolean;
  users?: readonly User[];
  /** Stands before whatever the page's listener notes, so that an older listener can be told from a newer one. */
  mark?: string;
  /** The page keeps the value and gives it back with each change. */
  isControlled?: boolean;
  /** Name of somebody whom the page's `check` refuses. */
  refused?: string;
  isGone?: boolean;
}

declare global {
  interface WindowEventMap {
    host: CustomEvent<Wishes>;
  }
}

/** What the page begins with: `data-wishes` of its body; the contact `c1` where nothing is said, as on a server. */
export const firstWishes = (): Wishes =>
  JSON.parse(
    (typeof document !== 'undefined' && document.body.dataset['wishes']) || '{"recordId":"c1"}',
  ) as Wishes;

export const note = (line: string): void => void log.heard.push(line);

export function getToken(): string {
  note('asked for a token');
  return 'owner';
}
