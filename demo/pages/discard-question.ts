/** "Discard changes?", asked inside the dialog in place of its buttons; nothing else can be reached meanwhile. */
import { find } from './dom.ts';

export class DiscardQuestion {
  readonly #root: HTMLElement;
  readonly #question: HTMLElement;
  #from: HTMLElement | undefined;

  constructor(root: HTMLElement, discard: () => void) {
    this.#root = root;
    this.#question = find('[data-ask]', root);
    find('[data-keep]', root).addEventListener('click', () => this.keep());
    find('[data-discard]', root).addEventListener('click', discard);
  }

  ask(): void {
    if (!this.#question.hidden) return;
    this.#from = (document.activeElement as HTMLElement | null) ?? undefined;
    this.#show(true);
    find('[data-keep]', this.#question).focus();
  }

  /** Back to the form; false where nothing was asked. */
  keep(): boolean {
    if (this.#question.hidden) return false;
    this.#show(false);
    this.#from?.focus();
    return true;
  }

  #show(asking: boolean): void {
    this.#question.hidden = !asking;
    for (const part of this.#root.querySelectorAll<HTMLElement>('[data-behind]')) part.inert = asking;
    find('[data-actions]', this.#root).hidden = asking;
  }
}
