/** One line below the field: why it is missing or full, else what is not saved yet, what following means. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icons.ts';
import { facts, type View } from './view.ts';

/** `help`: says what following means too; a form has words of its own for that. */
export function note(view: View, help: boolean): TemplateResult | typeof nothing {
  const { words, shown, addDenial, seatDenial, followCosts, taken, unsaved, error } = view;
  if (error) {
    return html`<p class="note bad" id="error" role="alert">${icon('alert')}<span>${error}</span></p>`;
  }
  const denial = shown.limit ? (addDenial ?? (taken > shown.limit ? undefined : seatDenial)) : seatDenial;
  const free = shown.limit - taken;
  const unsavedNote = unsaved ? words.say('unsaved', { n: unsaved }) : '';
  if (denial) {
    const text = words.sayDenial(denial, facts(shown, words));
    return html`<p class="note" part="reason">
      ${icon('lock')}<span>${words.join(unsavedNote, text)}</span>
    </p>`;
  }
  const sentences = [
    followCosts
      ? words.say('follow.cost', facts(shown, words))
      : help && shown.followers.length
        ? words.say('help')
        : '',
    free === 1 || free === 2 ? words.say('places', { n: free }) : '',
  ].filter(Boolean);
  if (!sentences.length && !unsavedNote) return nothing;
  return html`<p class="note">
    <span>${words.join(unsavedNote, sentences.join(' '))}</span>
  </p>`;
}
