/** What the element tells its form and the page's styles of itself. */
import type { CrmFollowers } from './crm-followers.ts';

/** Why the value can't be accepted. */
export function errorOf({
  overlay,
  words,
  required,
}: CrmFollowers): { flags: ValidityStateFlags; message: string } | undefined {
  const { shown, mode, value } = overlay;
  if (!shown) return undefined;
  const n = value.length;
  if (required && !n) return { flags: { valueMissing: true }, message: words.say('required') };
  const { limit } = shown;
  // What a server has confirmed is not the form's to refuse.
  if (mode === 'auto' || n <= limit) return undefined;
  return { flags: { rangeOverflow: true }, message: words.say('over-limit', { n, limit }) };
}

/** Names for `:state()`, each with whether it holds. */
export function statesOf({ overlay, state, field }: CrmFollowers): Record<string, boolean> {
  const { shown, mode, unsent, saving, store } = overlay;
  const n = shown?.followers.length ?? 0;
  const awaited = state === 'waiting' || state === 'loading';
  return {
    waiting: state === 'waiting',
    loading: state === 'loading',
    ready: !!shown,
    failed: !shown && !awaited,
    draft: mode === 'draft',
    empty: !!shown && !n,
    full: !!shown && n >= shown.limit,
    unsaved: !!unsent.length,
    saving: saving || !!store?.queue.length,
    invalid: !!field.error,
  };
}
