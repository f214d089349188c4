/** The language an element stands in, and word of it when that may be another one. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { languages } from '../locales/languages.ts';

/** The nearest `lang` of an element and those around it, across shadow roots. */
export function nearestLang(element: Element): string {
  for (let at: Element | undefined = element; at;) {
    const holder: Element | null = at.closest('[lang]:not([lang=""])');
    if (holder) return holder.getAttribute('lang')!;
    at = (at.getRootNode() as Partial<ShadowRoot>).host;
  }
  return navigator.language;
}

const hosts = new Set<ReactiveControllerHost>();
const redraw = (): void => hosts.forEach((host) => host.requestUpdate());
let observer: MutationObserver | undefined;

/** Draws its host anew when a language was added, or the one that holds around the host may have changed. */
export class LangController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    hosts.add(this.#host);
    languages.heard.add(redraw);
    observer ??= new MutationObserver(redraw);
    for (let at: Element | undefined = this.#host; at;) {
      const root = at.getRootNode();
      observer.observe(root, { subtree: true, attributeFilter: ['lang'] });
      at = (root as Partial<ShadowRoot>).host;
    }
  }

  hostDisconnected(): void {
    hosts.delete(this.#host);
    if (hosts.size) return;
    languages.heard.delete(redraw);
    observer?.disconnect();
  }
}
