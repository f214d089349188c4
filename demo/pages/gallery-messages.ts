/** What the gallery's page and the story in its frame tell each other. */
import type { Address } from './gallery-address.ts';

export type Message =
  /** To the frame: show this; `again` from the beginning, even if it is shown already. */
  | { gallery: 'show'; address: Address; again?: boolean }
  /** From the frame: it can be told what to show. */
  | { gallery: 'ready' }
  /** From the frame: the story stands there, or its play failed. */
  | { gallery: 'shown'; story: string; source: string; problem?: string | undefined }
  /** From the frame: the element told the page something; `detail` is JSON, if there is any. */
  | { gallery: 'event'; name: string; detail: string }
  /** From the frame: pixels the story needs. */
  | { gallery: 'height'; height: number };

export function post(to: Window, message: Message): void {
  to.postMessage(message, location.origin);
}

/** Hears only pages of this origin. */
export function listen(hear: (message: Message) => void): void {
  window.addEventListener('message', ({ origin, data }: MessageEvent<Message | null>) => {
    if (origin === location.origin && typeof data === 'object' && data && 'gallery' in data) hear(data);
  });
}
