/** The tags of a record: shown, taken off and added one at a time, each at once. Workflows may wait for one. */
import { el, name } from './dom.ts';
import { icon } from './icons.ts';

export interface TagChange {
  add?: readonly string[];
  remove?: readonly string[];
}

/** Sends a change and answers the tags as they then are; rejects with a sentence for people. */
export type TagPatch = (tags: TagChange) => Promise<readonly string[]>;

/** A tag that is being written is left alone, so that a redraw costs nobody their words. */
export function showTags(
  place: HTMLElement,
  tags: readonly string[],
  canEdit: boolean,
  patch: TagPatch,
): void {
  if (place.querySelector('form')) return;
  const focused = place.contains(document.activeElement);
  const alert = el('span', { role: 'alert' });
  const send = (change: TagChange) => {
    alert.textContent = '';
    patch(change).then(
      (now) => showTags(place, now, canEdit, patch),
      (error: unknown) => {
        alert.textContent = error instanceof Error ? error.message : 'Not saved.';
      },
    );
  };
  const items = tags.map((tag) => {
    const remove = el(
      'button',
      { type: 'button', class: 'b bare', 'aria-label': `Remove the tag ${tag}` },
      icon('cross'),
    );
    remove.addEventListener('click', () => send({ remove: [tag] }));
    return el('li', { class: 'tag' }, name(tag), canEdit && remove);
  });
  const add = el('button', { type: 'button', class: 'b tag-add' }, 'Add tag');
  add.addEventListener('click', () => write(place, tags, canEdit, patch));
  place.replaceChildren(
    items.length ? el('ul', { class: 'tags', 'aria-label': 'Tags' }, ...items) : '',
    canEdit ? add : items.length ? '' : el('span', { class: 'muted' }, '–'),
    alert,
  );
  if (focused) add.focus();
}

/** Swaps the button for a field: Enter adds, Escape and Cancel go back. */
function write(place: HTMLElement, tags: readonly string[], canEdit: boolean, patch: TagPatch): void {
  const input = el('input', { name: 'tag', 'aria-label': 'New tag', maxlength: '40', autocomplete: 'off' });
  const message = el('span', { role: 'alert' });
  const cancel = el('button', { type: 'button', class: 'b' }, 'Cancel');
  const form = el('form', {}, input, el('button', { class: 'b pri' }, 'Add'), cancel, message);
  const close = (now: readonly string[]) => {
    form.remove();
    showTags(place, now, canEdit, patch);
    place.querySelector<HTMLElement>('.tag-add')?.focus();
  };
  let saving = false;
  const save = async () => {
    const tag = input.value.trim();
    if (saving || !tag) return;
    saving = true;
    message.textContent = '';
    try {
      close(await patch({ add: [tag] }));
    } catch (error) {
      message.textContent = error instanceof Error ? error.message : 'Not saved.';
      input.focus();
    }
    saving = false;
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void save();
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing) close(tags);
  });
  cancel.addEventListener('click', () => close(tags));
  place.querySelector('.tag-add')?.replaceWith(form);
  input.focus();
}
