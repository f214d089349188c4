/**
 * Draws the options of a listbox: by hand, with recycled nodes, since this is what every key press
 * waits for. A person keeps their node, and so their option id, for as long as they are in the list.
 * Which rows there are and what they say is `option-rows.ts`.
 */
import { iconNode } from './icons.ts';

/** One option, ready to be drawn. */
export interface Row {
  readonly id: string;
  readonly name: string;
  /** Ranges of `name` that match the query. */
  readonly marks: readonly (readonly [number, number])[];
  /** Text after the name, such as "(you)"; with the name it reads as one. */
  readonly suffix: string;
  /** Second line: description, what following would give, or why not. */
  readonly sub: string;
  /** The second line says why this person can't be chosen. */
  readonly disabled: boolean;
  readonly selected: boolean;
  /** Said for a selected option, since not every screen reader says "selected". */
  readonly mark: string;
  readonly face: HTMLElement;
}

interface Node {
  readonly option: HTMLElement;
  readonly name: HTMLElement;
  readonly suffix: Text;
  readonly sub: HTMLElement;
  readonly mark: HTMLElement;
  /** What was drawn last, to touch only what changed. */
  drawn: string;
}

/** What an option has besides the face of its person. */
const PARTS = 3;

let lastId = 0;

function element(tag: string, className: string, ...children: (globalThis.Node | string)[]): HTMLElement {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function create(): Node {
  const name = element('bdi', '');
  const suffix = new Text();
  const sub = element('span', 'sub');
  const mark = element('span', 'sr');
  const who = element('span', 'who', element('span', 'name', name, suffix), sub);
  const check = iconNode('check');
  const option = element('li', 'opt person', who, check, mark);
  // Cut off at the end of what it says, whichever way that runs.
  sub.dir = 'auto';
  option.setAttribute('role', 'option');
  option.setAttribute('part', 'option');
  return { option, name, suffix, sub, mark, drawn: '' };
}

function fill(node: Node, row: Row): void {
  const { option, name, suffix, sub, mark } = node;
  // A face is where its person was drawn last, and may have left a node that was put aside.
  if (option.firstElementChild !== row.face) {
    if (option.childElementCount > PARTS) option.firstElementChild!.remove();
    option.prepend(row.face);
  }
  const now = JSON.stringify(row);
  if (now === node.drawn) return;
  node.drawn = now;
  option.dataset['id'] = row.id;
  option.setAttribute('aria-selected', String(row.selected));
  if (row.disabled) option.setAttribute('aria-disabled', 'true');
  else option.removeAttribute('aria-disabled');
  name.replaceChildren(...marked(row));
  suffix.data = row.suffix;
  sub.textContent = row.sub;
  mark.textContent = row.mark;
}

function marked({ name, marks }: Row): (globalThis.Node | string)[] {
  const parts: (globalThis.Node | string)[] = [];
  let at = 0;
  for (const [start, end] of marks) {
    parts.push(name.slice(at, start), element('mark', '', name.slice(start, end)));
    at = end;
  }
  return [...parts, name.slice(at)];
}

export class Listbox {
  readonly #list: HTMLElement;
  #nodes = new Map<string, Node>();
  #spare: Node[] = [];
  #active: Node | undefined;

  constructor(list: HTMLElement) {
    this.#list = list;
  }

  isFor(list: HTMLElement): boolean {
    return list === this.#list;
  }

  draw(rows: readonly Row[]): void {
    const wanted = new Set(rows.map(({ id }) => id));
    for (const [id, node] of this.#nodes) {
      if (wanted.has(id)) continue;
      if (node === this.#active) this.activate(undefined);
      node.option.remove();
      this.#nodes.delete(id);
      node.drawn = '';
      this.#spare.push(node);
    }
    rows.forEach((row, index) => {
      let node = this.#nodes.get(row.id);
      if (!node) {
        node = this.#spare.pop() ?? create();
        node.option.id = `o${++lastId}`;
        this.#nodes.set(row.id, node);
      }
      fill(node, row);
      const there = this.#list.children[index];
      if (there !== node.option) this.#list.insertBefore(node.option, there ?? null);
    });
  }

  /** Marks the active option and scrolls the list, and only the list, to it; answers its element id. */
  activate(id: string | undefined): string | undefined {
    const node = id === undefined ? undefined : this.#nodes.get(id);
    if (node !== this.#active) {
      this.#active?.option.classList.remove('on');
      node?.option.classList.add('on');
      this.#active = node;
    }
    if (!node) return undefined;
    const { offsetTop, offsetHeight } = node.option;
    const list = this.#list;
    if (offsetTop < list.scrollTop) list.scrollTop = offsetTop;
    else if (offsetTop + offsetHeight > list.scrollTop + list.clientHeight) {
      list.scrollTop = offsetTop + offsetHeight - list.clientHeight;
    }
    return node.option.id;
  }
}
