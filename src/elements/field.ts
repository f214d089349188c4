/**
 * The followers as one field of a form: chips inside the box, the count below, a caption only where the
 * form gives none. With a name for the owner, the owner is a field above it.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { badge } from './badge.ts';
import { chipList } from './chips.ts';
import { meter } from './followers.ts';
import { type Message, messageLine } from './message.ts';
import { note } from './note.ts';
import type { Scene } from './scene.ts';
import { messageOf, stateOf } from './states.ts';
import type { View } from './view.ts';

/** Chips that a closed field shows of itself. */
const MOST = 7;

export function field(scene: Scene): TemplateResult {
  const { view, words, withOwner, caption, message, hushed } = scene;
  const state = stateOf(scene);
  const said = view && messageOf(withOwner ? view : { ...view, failedOwner: undefined }, message, hushed);
  return html`<div
    class=${view || state ? 'field group' : 'field group skel'}
    role="group"
    tabindex="-1"
    aria-label=${view?.label || scene.heading}
    aria-busy=${!view && !state}
    ?hidden=${!view && scene.hushed}
  >
    ${state ? messageLine(state, words) : withOwner ? ownerField(scene, said?.kind !== 'bad') : nothing}
    ${
      caption && !state
        ? html`<span class="cap" id="followers-label" tabindex="-1"
            ><slot name="label">${caption}</slot></span
          >`
        : nothing
    }
    ${view ? followersField(view, scene, said) : state ? nothing : html`<div class="box" part="field">${words.say('loading')}</div>`}
    <slot name="footer"></slot>
  </div>`;
}

function ownerField(scene: Scene, alone: boolean): TemplateResult {
  return html`<div class="group" part="owner" role="group" aria-labelledby="owner-label">
    <span class="cap" id="owner-label">${scene.words.say('owner.label')}</span>
    <div class="boxed">${badge(scene, true, alone)}</div>
  </div>`;
}

function followersField(view: View, scene: Scene, said: Message | undefined): TemplateResult {
  const { followerPicker: picker, all } = scene;
  const { addDenial, shown } = view;
  const inList = picker.combobox.state.expanded && picker.speaks;
  const line = said ? messageLine(said, view.words) : nothing;
  const chips = html`<div class="above chips">${chipList(view, all ? Infinity : MOST)}</div>`;
  return html`${
      addDenial || !shown.limit
        ? html`<div class="box off" part="field">${chips}</div>`
        : picker.render(view, {
            message: inList ? line : nothing,
            chips,
            label: view.label ?? scene.heading,
          })
    }
    ${inList ? nothing : line}
    <div class="head">${note(view, false)} ${shown.limit || view.taken ? meter(view) : nothing}</div>`;
}
