/**
 * Draws the chips of one element: by hand, since a page of fields consists of them, and three templates in each were a
 * third of what a field holds in memory. What they say is `chips.ts`.
 *
 * A place keeps its node, whoever stands there: so does a button that has the focus.
 */
import type { LitElement, ReactiveController } from 'lit';
import { iconNode } from './icons.ts';
import { element } from './node.ts';

/** Class names. */
export const PENDING = 'pending';
export const SENT = 'pending sent';

/** One follower, ready to be drawn. */
export interface Chip {
  readonly id: string;
  readonly name: string;
  readonly face: HTMLElement;
  /** As a row with all there is to say, instead of a pill. */
  readonly row: boolean;
  /** Beside or below the name. */
  readonly sub: string;
  /** `sub` was written by the host, like a name, and may run in another direction. */
  readonly foreign: boolean;
  /** `sub` is read to its end. */
  readonly why: boolean;
  /** How far an addition has come that is not confirmed yet. */
  readonly state: '' | typeof PENDING | typeof SENT;
  /** The same for those who do not see it. */
  readonly spoken: string;
  /** What brought this follower here, if not a person. */
  readonly auto: string;
  /** Name of the button that removes the follower, where there is one. */
  readonly remove: string;
}

interface Drawn {
  readonly item: HTMLElement;
  /** What was drawn last, to touch only what changed. */
  chip?: Chip;
}

/** Made once and copied, which takes half as long as to make another one. */
let model: HTMLElement | undefined;

function createModel(): HTMLElement {
  const name = element('bdi', 'name');
  const button = element('button', 'x');
  const item = element('li', 'chip', name, button);
  item.setAttribute('part', 'chip');
  name.setAttribute('part', 'name');
  button.setAttribute('type', 'button');
  button.setAttribute('part', 'remove');
  button.setAttribute('data-act', 'remove');
  return item;
}

const copy = () => (model ??= createModel()).cloneNode(true) as HTMLElement;

/** Sought when something changes: to know it would take memory in each chip of a page. */
const partOf = (item: HTMLElement, name: string) => item.querySelector<HTMLElement>(`[part=${name}]`);

const isSame = (a: Chip, b?: Chip) =>
  !!b && (Object.keys(a) as (keyof Chip)[]).every((key) => a[key] === b[key]);

function fill(drawn: Drawn, chip: Chip): void {
  const { item } = drawn;
  const { id, face, row, state, auto, remove } = chip;
  // A face is where its person was drawn last.
  if (isSame(chip, drawn.chip) && item.firstElementChild === face) return;
  drawn.chip = chip;
  item.className = ['chip', state, row && 'person'].filter(Boolean).join(' ');
  item.setAttribute('data-id', id);
  const name = partOf(item, 'name')!;
  name.textContent = chip.name;
  const there = partOf(item, 'remove');
  // The button stays where it is, or it would lose the focus.
  while (item.firstChild && item.firstChild !== there) item.firstChild.remove();
  item.prepend(face, said(chip, name), ...(auto ? [element('span', 'sub auto', auto)] : []));
  if (!remove) return there?.remove();
  const button = there ?? partOf(copy(), 'remove')!;
  button.setAttribute('data-id', id);
  button.ariaLabel = remove;
  button.replaceChildren(...(state === SENT ? [iconNode('spinner')] : []));
  if (!there) item.append(button);
}

/** Only what there is to say becomes a node, in each chip of a list of fields. */
function said({ row, sub, foreign, why, spoken }: Chip, name: HTMLElement): HTMLElement {
  if (!row && !sub && !spoken) return name;
  const line = element('span', row ? 'who' : 'line', name);
  if (sub) line.append(element('span', why ? 'sub why' : 'sub', foreign ? element('bdi', '', sub) : sub));
  if (spoken) line.append(element('span', 'sr', spoken));
  return line;
}

/** What its host draws is a list with what follows after the chips; once it has, they are put before that. */
export class Chips implements ReactiveController {
  /** Whom the host's template has asked for. */
  wanted: readonly Chip[] = [];
  readonly #host: LitElement;
  readonly #drawn: Drawn[] = [];

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    this.wanted = [];
  }

  hostUpdated(): void {
    const { wanted } = this;
    for (const { item } of this.#drawn.splice(wanted.length)) item.remove();
    const list = wanted.length ? this.#host.renderRoot.querySelector('.chips > ul') : null;
    if (!list) return;
    let last: Node | undefined;
    wanted.forEach((chip, place) => {
      const drawn = (this.#drawn[place] ??= { item: copy() });
      const { item } = drawn;
      fill(drawn, chip);
      // What Lit has drawn begins with a mark of its own.
      const next = last ? last.nextSibling : list.firstChild;
      if (next !== item) list.insertBefore(item, next);
      last = item;
    });
  }
}
