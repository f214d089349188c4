/**
 * What keys do in a combobox with a list of options: one table, no DOM.
 * Focus stays in the text; the active option is remembered by id, since a push may insert a person
 * above it while the list is open.
 */
export interface ComboboxState {
  readonly expanded: boolean;
  /** Id of the active option. */
  readonly active: string | undefined;
}

/**
 * `next previous pageDown pageUp`: move, and open a closed list · `open`: without an active option ·
 * `close` · `text`: the viewer edits or moves in the text, so no option is active.
 */
export type ComboboxIntent = 'next' | 'previous' | 'pageDown' | 'pageUp' | 'open' | 'close' | 'text';

export interface Key {
  readonly key: string;
  readonly altKey?: boolean;
}

const KEYS: Record<string, ComboboxIntent> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  PageDown: 'pageDown',
  PageUp: 'pageUp',
  'Alt+ArrowDown': 'open',
  'Alt+ArrowUp': 'close',
  Escape: 'close',
  Tab: 'close',
  ArrowLeft: 'text',
  ArrowRight: 'text',
  Home: 'text',
  End: 'text',
};

/** What a key means; `undefined` for keys that only concern the text. Enter is a commit, not here. */
export function intentOf({ key, altKey }: Key): ComboboxIntent | undefined {
  return KEYS[altKey ? `Alt+${key}` : key];
}

const PAGE = 10;

/** The state after an intent, with these options (ids, in the order shown). */
export function transition(
  state: ComboboxState,
  intent: ComboboxIntent,
  options: readonly string[],
): ComboboxState {
  const { expanded, active } = state;
  const last = options.length - 1;
  const at = active === undefined ? -1 : options.indexOf(active);
  const on = (index: number): ComboboxState => ({ expanded: true, active: options[index] });
  switch (intent) {
    case 'open':
      return { expanded: true, active: undefined };
    case 'close':
      return { expanded: false, active: undefined };
    case 'text':
      return { expanded, active: undefined };
    case 'next':
      return on(at < last ? at + 1 : 0);
    case 'previous':
      return on(at > 0 ? at - 1 : last);
    case 'pageDown':
      return on(Math.min(at + PAGE, last));
    case 'pageUp':
      return on(Math.max(at - PAGE, 0));
  }
}
