/** One line at the foot of the page that says what has just been done; the next one takes its place. */
import { el, find } from './dom.ts';
import { icon } from './icons.ts';

export interface StatusAction {
  label: string;
  run: () => void;
}

/** Shows and speaks the sentence. `trouble` is for what was not done. */
export function say(sentence: string, action?: StatusAction, kind: 'done' | 'trouble' = 'done'): void {
  const line = find('.toast');
  const close = el('button', { type: 'button', class: 'b bare', 'aria-label': 'Dismiss' }, icon('cross'));
  close.addEventListener('click', unsay);
  const act = action && el('button', { type: 'button', class: 'b' }, action.label);
  act?.addEventListener('click', () => {
    unsay();
    action?.run();
  });
  line.dataset['kind'] = kind;
  find('.toast-acts', line).replaceChildren(...(act ? [act, close] : [close]));
  // The region was there before, so that it is spoken; buttons are no part of it.
  find('[role=status]', line).textContent = sentence;
}

export function unsay(): void {
  const line = find('.toast');
  const focused = line.contains(document.activeElement);
  find('[role=status]', line).textContent = '';
  find('.toast-acts', line).replaceChildren();
  if (focused) find('main').focus();
}
