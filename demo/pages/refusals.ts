/** Why the CRM did not do something, in a sentence that stands after what was not done. */
import { Refusal } from './crm.ts';

export function whyNot(error: unknown): string {
  // Anything else is a mistake of this page, and belongs into the console.
  if (!(error instanceof Refusal)) throw error;
  const { status } = error;
  if (status === 0) return 'The server could not be reached.';
  if (status === 401) return 'You’re signed out. Sign in again, then try once more.';
  if (status === 403) return 'You may look at it, but not change it.';
  if (status === 404) return 'It isn’t open to you any more, or it was deleted.';
  return 'The server can’t do it right now. Try again in a moment.';
}
