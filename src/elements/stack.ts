/** The followers as a row of avatars: one button that names them and opens the whole panel. */
import { html, nothing, type TemplateResult } from 'lit';
import { ordered } from './chips.ts';
import { icon } from './icons.ts';
import { panel } from './panel.ts';
import type { Scene } from './scene.ts';
import { nameOf } from './person.ts';
import { stateOf } from './states.ts';
import type { View } from './view.ts';

/** Avatars; beyond them a number stands for the rest. */
const MOST = 4;

export function stack(scene: Scene): TemplateResult {
  const { view, name, disclosure, hushed } = scene;
  const { open } = disclosure;
  const state = stateOf(scene);
  if (!view && !state) {
    return html`<span class="stack skel" part="stack" aria-busy="true"
      ><span class="av"></span><span class="av"></span><span class="av"></span
    ></span>`;
  }
  const label = view ? nameOfStack(view, name) : state?.text;
  return html`<button
      class="stack"
      part="stack"
      type="button"
      data-act="disclose"
      aria-label=${label ?? nothing}
      aria-haspopup="dialog"
      aria-expanded=${open}
      ?hidden=${!view && hushed}
    >
      ${view ? faces(view) : html`<span class="more">${icon(state?.icon ?? 'alert')}</span>`}
    </button>
    ${
      open
        ? html`<div
            class="pop wide"
            popover="manual"
            role="dialog"
            tabindex="-1"
            aria-label=${name || scene.heading}
          >
            ${panel(scene)}
          </div>`
        : nothing
    }`;
}

function nameOfStack(view: View, record: string | undefined): string {
  const { words, shown, addDenial, seatDenial } = view;
  const n = shown.followers.length;
  const people = ordered(view).map(({ user }) =>
    user.id === view.viewer?.id ? words.say('self.chip') : nameOf(user, words),
  );
  const text = words.say('stack.name', { record, n });
  if (n) return words.say('stack.people', { first: text, people: words.list(people) });
  return addDenial || seatDenial ? text : words.say('both', { first: text, second: words.say('add.label') });
}

function faces(view: View): TemplateResult {
  const people = ordered(view);
  if (!people.length) return html`<span class="more">${icon(view.addDenial ? 'person' : 'plus')}</span>`;
  const rest = people.length - MOST;
  return html`${people.slice(0, MOST).map(({ user }) => view.faces.of(user, 'stack'))}${
    rest > 0 ? html`<span class="more" data-i=${view.words.number(rest, true)}></span>` : nothing
  }`;
}
