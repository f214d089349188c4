/**
 * Draws the options of a listbox: by hand, with recycled nodes, since this is what every key press
 * waits for. A person keeps their node, and so their option id, for as long as they are in the list.
 * Which rows there are and what they say is `option-rows.ts`.
 */
import { iconNode } from './icons.ts';
import { element } from './node.ts';

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

interface Drawn {
  readonly option: HTMLElement;
  readonly name: HTMLElement;
  /** What was drawn last, to touch only what changed. */
  drawn: string;
}

/** Options that fill the list, and some more, so that there is something to scroll. */
const FIRST = 10;
/** A list that is little longer is drawn whole. */
const WHOLE = 20;

let lastId = 0;

function create(): Drawn {
  const option = element('li', 'opt person');
  option.setAttribute('role', 'option');
  option.setAttribute('part', 'option');
  return { option, name: element('bdi', ''), drawn: '' };
}

function fill(node: Drawn, row: Row): void {
  const { option, name } = node;
  const now = JSON.stringify(row);
  // A face is where its person was drawn last, and may have left a node that was put aside.
  if (now === node.drawn && option.firstElementChild === row.face) return;
  node.drawn = now;
  option.setAttribute('data-id', row.id);
  option.setAttribute('aria-selected', String(row.selected));
  if (row.disabled) option.setAttribute('aria-disabled', 'true');
  else option.removeAttribute('aria-disabled');
  name.replaceChildren(...marked(row));
  option.replaceChildren(row.face, spoken(row, name));
  if (row.selected) option.append(iconNode('check'), element('span', 'sr', row.mark));
}

/** Only what there is to say becomes a node: each of them is laid out with every key. */
function spoken({ suffix, sub }: Row, name: HTMLElement): HTMLElement {
  name.className = suffix ? '' : 'name';
  const line = suffix ? element('span', 'name', name, suffix) : name;
  if (!sub) return line;
  const second = element('span', 'sub', sub);
  // Cut off at the end of what it says, whichever way that runs.
  second.dir = 'auto';
  return element('span', 'who', line, second);
}

function marked({ name, marks }: Row): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let at = 0;
  for (const [start, end] of marks) {
    parts.push(name.slice(at, start), element('mark', '', name.slice(start, end)));
    at = end;
  }
  return [...parts, name.slice(at)];
}

/**
 * Draws those that can be seen, and the others as soon as the viewer moves or scrolls towards them. Until then
 * `aria-setsize` tells of them.
 */
export class Listbox {
  readonly #list: HTMLElement;
  #rows: readonly Row[] = [];
  #query: string | undefined;
  #most = FIRST;
  /** What has to be scrolled back: to ask is to lay it out, with every key. */
  #scrolled = new Set<Element>();
  #nodes = new Map<string, Drawn>();
  #spare: Drawn[] = [];
  #active: Drawn | undefined;

  constructor(list: HTMLElement) {
    this.#list = list;
    // In a low window it is the popup that scrolls; `scroll` does not bubble.
    list.parentElement!.addEventListener(
      'scroll',
      ({ target }) => {
        if ((target as Element).scrollTop === 0) return;
        this.#scrolled.add(target as Element);
        this.#drawAll();
      },
      { capture: true, passive: true },
    );
  }

  isFor(list: HTMLElement): boolean {
    return list === this.#list;
  }

  /** Another query starts at the top. */
  draw(rows: readonly Row[], query: string): void {
    if (query !== this.#query) this.reset();
    this.#query = query;
    this.#rows = rows;
    this.#draw();
  }

  /** To be called once the list can be seen: where a page gave it more room, there is nothing to scroll yet. */
  shown(): void {
    if (this.#list.scrollHeight <= this.#list.clientHeight) this.#drawAll();
  }

  /** Back to the top; to be called while the list is still seen, since what is hidden can't be scrolled. */
  reset(): void {
    for (const each of this.#scrolled) each.scrollTop = 0;
    this.#scrolled.clear();
    this.#most = FIRST;
  }

  #drawAll(): void {
    if (this.#most >= this.#rows.length) return;
    this.#most = Infinity;
    this.#draw();
  }

  #draw(): void {
    const all = this.#rows;
    const rows = all.length > WHOLE ? all.slice(0, this.#most) : all;
    const wanted = new Set(rows.map(({ id }) => id));
    for (const [id, node] of this.#nodes) {
      if (wanted.has(id)) continue;
      if (node === this.#active) this.activate(undefined);
      node.option.remove();
      this.#nodes.delete(id);
      this.#spare.push(node);
    }
    rows.forEach((row, index) => {
      let node = this.#nodes.get(row.id);
      if (!node) {
        node = this.#spare.pop() ?? create();
        node.option.id = `o${++lastId}`;
        this.#nodes.set(row.id, node);
      }
      const { option } = node;
      fill(node, row);
      option.ariaPosInSet = `${index + 1}`;
      option.ariaSetSize = `${all.length}`;
      const there = this.#list.children[index];
      if (there !== option) this.#list.insertBefore(option, there ?? null);
    });
  }

  /** Marks the active option and scrolls the list, and only the list, to it; answers its element id. */
  activate(id: string | undefined): string | undefined {
    if (id !== undefined && !this.#nodes.has(id)) this.#drawAll();
    const node = id === undefined ? undefined : this.#nodes.get(id);
    if (node !== this.#active) {
      this.#active?.option.classList.remove('on');
      node?.option.classList.add('on');
      this.#active = node;
    }
    if (!node) return undefined;
    const { offsetTop, offsetHeight } = node.option;
    const list = this.#list;
    this.#scrolled.add(list);
    if (offsetTop < list.scrollTop) list.scrollTop = offsetTop;
    else if (offsetTop + offsetHeight > list.scrollTop + list.clientHeight) {
      list.scrollTop = offsetTop + offsetHeight - list.clientHeight;
    }
    return node.option.id;
  }
}
