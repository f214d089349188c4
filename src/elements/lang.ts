/** The language an element stands in: the nearest `lang` above it, across shadow roots. */
export function nearestLang(element: Element): string {
  for (let at: Element | null = element; at;) {
    const holder: Element | null = at.closest('[lang]');
    if (holder) return holder.getAttribute('lang') ?? '';
    const root = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return navigator.language;
}
