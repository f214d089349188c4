/**
 * The board: a column for each stage, with its number of opportunities and their sum. It draws a few cards of each
 * column and more when asked; it knows nothing of requests and says what is wished by calling back.
 */
import { type Card, createCard, unwatch, watch } from './card.ts';
import type { Opportunity } from './crm.ts';
import { el, find, keep } from './dom.ts';
import { dragBetween } from './drag.ts';
import { money, type Stage, STAGES, stageName } from './opportunity.ts';

export interface BoardHost {
  open(id: string): void;
  move(id: string, stage: Stage): void;
}

/** Cards of one column at first, and with each "Show more". */
const FEW = 6;
const MORE = 20;

interface Column {
  readonly node: HTMLElement;
  readonly list: HTMLElement;
  readonly count: HTMLElement;
  readonly sum: HTMLElement;
  readonly more: HTMLButtonElement;
  limit: number;
}

export class Board {
  readonly #columns: ReadonlyMap<Stage, Column>;
  readonly #cards = new Map<string, Card>();
  #all: readonly Opportunity[] = [];

  constructor(root: HTMLElement, host: BoardHost) {
    this.#columns = new Map(STAGES.map((stage) => [stage, this.#column(stage)]));
    root.replaceChildren(...[...this.#columns.values()].map(({ node }) => node));
    root.addEventListener('click', (event) => {
      const link = (event.target as Element).closest<HTMLElement>('[data-open]');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      host.open(link.dataset['open']!);
    });
    dragBetween(root, host.move);
  }

  /** In the order in which each column shows them. */
  draw(opportunities: readonly Opportunity[]): void {
    this.#all = opportunities;
    for (const [stage, column] of this.#columns) {
      const here = opportunities.filter((each) => each.stage === stage);
      const shown = here.slice(0, column.limit);
      column.count.textContent = String(here.length);
      column.sum.textContent = money(here.reduce((sum, { value }) => sum + (value ?? 0), 0));
      const left = here.length - shown.length;
      column.more.hidden = !left;
      column.more.textContent = `Show ${Math.min(left, MORE)} more`;
      column.more.setAttribute('aria-label', `Show ${Math.min(left, MORE)} more in ${stageName(stage)}`);
      keep(
        column.list,
        shown.map((each) => this.#card(each).node),
      );
    }
    for (const [id, card] of this.#cards) {
      if (card.node.isConnected) watch(card);
      else unwatch(card);
      if (!opportunities.some((each) => each.id === id)) this.#cards.delete(id);
    }
  }

  /** Puts the focus on a card's name, where it is drawn. */
  focus(id: string): void {
    this.#cards.get(id)?.node.querySelector('a')?.focus();
  }

  /** Asks anew who follows it: something has changed that which this page can't know. */
  refresh(id: string): void {
    void this.#cards.get(id)?.node.querySelector('crm-followers')?.refresh();
  }

  #card(opportunity: Opportunity): Card {
    const card = this.#cards.get(opportunity.id) ?? createCard(opportunity);
    this.#cards.set(opportunity.id, card);
    card.update(opportunity);
    return card;
  }

  #column(stage: Stage): Column {
    const title = el('h2', { id: `stage-${stage}` }, stageName(stage));
    const count = el('span', { class: 'muted small num' });
    const sum = el('span', { class: 'muted small num sum' });
    const list = el('ul', { 'aria-labelledby': title.id });
    const more = el('button', { type: 'button', class: 'b more' });
    const node = el(
      'section',
      { class: 'stage', 'data-stage': stage, 'aria-labelledby': title.id },
      el('header', {}, title, count, sum),
      list,
      more,
    );
    const column: Column = { node, list, count, sum, more, limit: FEW };
    more.hidden = true;
    more.addEventListener('click', () => {
      const next = column.list.childElementCount;
      column.limit += MORE;
      this.draw(this.#all);
      // The button may be gone now: whoever pressed it goes on with the first of the new ones.
      find('a', column.list.children[next]).focus();
    });
    return column;
  }
}
