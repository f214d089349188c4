/** Icons: drawn on a 16 grid, 1.5 stroke, in the colour of the text. Never the only carrier of a meaning. */
import { html, render, type TemplateResult } from 'lit';

const PATHS = {
  alert: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 5v3.5m0 2.3v.1',
  check: 'M3.5 8.5 6.5 11.5 12.5 4.8',
  chevron: 'M4.5 6.5 8 10l3.5-3.5',
  details: 'M2.7 5.3A6 6 0 1 1 2 8m.5-5v2.5H5M8 4.8V8l2.2 1.6',
  hidden:
    'M2.5 2.5l11 11M6.5 4.2A6.8 6.8 0 0 1 8 4c4 0 6 4 6 4a10 10 0 0 1-1.7 2.2M10 11.6A6.6 6.6 0 0 1 8 12c-4 0-6-4-6-4a10.4 10.4 0 0 1 2.6-2.9',
  lock: 'M4.5 7.2h7a1 1 0 0 1 1 1v4.3a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1V8.2a1 1 0 0 1 1-1Zm1.2 0V5a2.3 2.3 0 0 1 4.6 0v2.2',
  offline:
    'M2 2l12 12M5.6 9.2A3.6 3.6 0 0 1 8 8.3m2.6 1M3 6.7a7.4 7.4 0 0 1 2.3-1.5m2.5-.5A7.3 7.3 0 0 1 13 6.7M8 12.2v.1',
  person: 'M8 8a2.8 2.8 0 1 0 0-5.6A2.8 2.8 0 0 0 8 8Zm-5 5.6a5 5 0 0 1 10 0',
  plus: 'M8 3.5v9M3.5 8h9',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9Zm3.3-1.2 3.2 3.2',
  signIn: 'M9.5 3H4a1 1 0 0 0-1 1v8a1 1 0 0 0 1 1h5.5M7 8h7m-2.5-2.5L14 8l-2.5 2.5',
  spinner: 'M8 2a6 6 0 1 0 6 6',
  undo: 'M5.5 3 2.7 5.8l2.8 2.8M2.9 5.8h6.3a4 4 0 0 1 0 8H6',
  warning: 'M8 2.6 14 13H2L8 2.6Zm0 3.9v3m0 1.8v.1',
} as const;

export type IconName = keyof typeof PATHS;

const templates: { [name in IconName]?: TemplateResult } = {};

/** A field has four of them. As templates without holes they are copied, and nothing in them is to be filled or kept. */
export function icon(name: IconName): TemplateResult {
  const markup = `<svg class=${name} viewBox="0 0 16 16" aria-hidden="true"><path d="${PATHS[name]}"></path></svg>`;
  // Lit takes for a template what has been written as one.
  return (templates[name] ??= html(Object.assign([markup], { raw: [] })));
}

const nodes: { [name in IconName]?: Element } = {};

/** The same as a node, for what is not drawn by Lit. */
export function iconNode(name: IconName): Element {
  let node = nodes[name];
  if (!node) {
    const holder = document.createElement('i');
    render(icon(name), holder);
    nodes[name] = node = holder.firstElementChild!;
  }
  return node.cloneNode(true) as Element;
}
