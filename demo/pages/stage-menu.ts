/** The menu of stages of a card: what dragging does, for keys and fingers. One for the whole board. */
import { el, find } from './dom.ts';
import { type Stage, STAGES, stageName } from './opportunity.ts';

/** `stageOf` tells where a card is now. Each card has a button that opens the menu. */
export function stageMenu(
  board: HTMLElement,
  stageOf: (id: string) => string | null | undefined,
  move: (id: string, stage: Stage) => void,
): void {
  const menu = find('#stages');
  let button: HTMLElement | undefined;

  // Before the browser opens the menu, or closes it.
  board.addEventListener('click', (event) => {
    const pressed = (event.target as Element).closest<HTMLElement>('.move');
    const id = pressed?.closest<HTMLElement>('.opp')?.dataset['id'];
    if (!pressed || !id) return;
    button = pressed;
    menu.setAttribute('aria-label', pressed.getAttribute('aria-label') ?? '');
    menu.replaceChildren(
      ...STAGES.map((stage) => {
        const checked = String(stage === stageOf(id));
        const attributes = { type: 'button', role: 'menuitemradio', tabindex: '-1', 'aria-checked': checked };
        const item = el('button', attributes, stageName(stage));
        item.addEventListener('click', () => {
          menu.hidePopover();
          move(id, stage);
        });
        return item;
      }),
    );
  });
  menu.addEventListener('toggle', ({ newState }) => {
    if (newState === 'open') menu.querySelector<HTMLElement>('[aria-checked=true]')?.focus();
    // The button went with its card to another column, and lost the focus on the way.
    else if (document.activeElement === document.body) button?.focus();
  });
  menu.addEventListener('keydown', (event) => {
    const items = [...menu.querySelectorAll<HTMLElement>('[role]')];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const to = steps[event.key];
    if (event.key === 'Tab') menu.hidePopover();
    if (to === undefined) return;
    event.preventDefault();
    items.at(to % items.length)?.focus();
  });
}
