/** Cards dragged from one stage to another, by the browser's own drag and drop. Keys have the menu of stages. */
import { isStage, type Stage } from './opportunity.ts';

export function dragBetween(board: HTMLElement, move: (id: string, stage: Stage) => void): void {
  let dragged: HTMLElement | undefined;
  let over: HTMLElement | undefined;
  const columnOf = ({ target }: Event) => (target as Element).closest<HTMLElement>('.stage') ?? undefined;
  const hover = (column: HTMLElement | undefined) => {
    over?.removeAttribute('data-over');
    over = column;
    over?.setAttribute('data-over', '');
  };

  board.addEventListener('dragstart', (event) => {
    const card = event.target as HTMLElement;
    if (!card.matches?.('.opp') || !event.dataTransfer) return;
    dragged = card;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', card.querySelector('h3')?.textContent ?? '');
    // After the picture of it has been taken.
    requestAnimationFrame(() => dragged?.setAttribute('data-dragged', ''));
  });
  board.addEventListener('dragover', (event) => {
    const column = columnOf(event);
    if (!dragged || !column) return;
    event.preventDefault();
    hover(column);
  });
  board.addEventListener('dragleave', (event) => {
    if (!board.contains(event.relatedTarget as Node | null)) hover(undefined);
  });
  board.addEventListener('drop', (event) => {
    const stage = columnOf(event)?.dataset['stage'];
    if (!dragged || !isStage(stage)) return;
    event.preventDefault();
    move(dragged.dataset['id']!, stage);
  });
  board.addEventListener('dragend', () => {
    dragged?.removeAttribute('data-dragged');
    dragged = undefined;
    hover(undefined);
  });
}
