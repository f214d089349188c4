/** Escape, and a press outside, while something of ours is open: the one way all popups are dismissed. */

export interface Dismissal {
  /** Whether an event that went along this path happened inside of what is open. */
  inside(path: readonly EventTarget[]): boolean;
  /** `key` is the key that did it; none for a press outside. */
  dismiss(key?: string): void;
  /** Something else of ours lies on top and comes first. */
  covered?(): boolean;
}

/** Listens on the page around `host` until the returned function is called. */
export function listenForDismissal(host: HTMLElement, { inside, dismiss, covered }: Dismissal): () => void {
  const page = host.ownerDocument;
  const window = page.defaultView;
  // First in line on the window: a dialog around us must not hear this Escape.
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || isComposing(event) || covered?.()) return;
    if (!event.composedPath().includes(host)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    dismiss(event.key);
  };
  const onPress = (event: Event): void => {
    if (!covered?.() && !inside(event.composedPath())) dismiss();
  };
  window?.addEventListener('keydown', onKey, true);
  page.addEventListener('pointerdown', onPress, true);
  return () => {
    window?.removeEventListener('keydown', onKey, true);
    page.removeEventListener('pointerdown', onPress, true);
  };
}

/** Safari sends the Enter that ends a composition without `isComposing`, as key code 229. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
