/** The whole panel, in each of its states. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../locales/messages.ts';
import { followersGroup } from './followers.ts';
import { type Message, messageLine } from './message.ts';
import { ownerGroup } from './owner.ts';
import type { Scene } from './scene.ts';
import { messageOf, stateOf } from './states.ts';
import type { View } from './view.ts';

export function panel(scene: Scene): TemplateResult {
  const { words, view, message, ownerPicker, followerPicker, name, heading, hushed } = scene;
  const state = stateOf(scene);
  const said = view && messageOf(view, message, hushed);
  const body = view
    ? html`${ownerGroup(view, ownerPicker, said?.kind !== 'bad')}
      ${followersGroup(view, heading, followerPicker, above(said, view))}`
    : state
      ? html`<div class="group">${messageLine(state, words)}</div>`
      : skeleton(words, heading);
  return html`<div
    class="panel ${view || state ? '' : 'skel'}"
    part="panel"
    role=${name ? 'group' : nothing}
    tabindex="-1"
    ?hidden=${!view && hushed}
    aria-label=${name || nothing}
    aria-busy=${!view && !state}
  >
    ${body}
  </div>`;
}

/** The message line, or what stands for the people who are missing. */
function above(message: Message | undefined, view: View): TemplateResult | typeof nothing {
  if (message) return messageLine(message, view.words);
  if (view.shown.followers.length || view.failed.length || !view.shown.limit) return nothing;
  const text = view.words.say(view.addDenial ? 'empty.read-only' : 'empty');
  return html`<p class="note"><span>${text}</span></p>`;
}

/** The same geometry without words, so that nothing jumps when the data comes. */
function skeleton(words: Words, heading: string): TemplateResult {
  const chip = html`<span class="chip"><span class="av"></span><span class="name">–</span></span>`;
  return html`<div class="group owner" aria-hidden="true">
      <span class="cap">${words.say('owner.label')}</span>
      <div class="person">
        <span class="av"></span><span class="who"><span class="name">–</span><span class="sub">–</span></span>
      </div>
    </div>
    <div class="group" aria-hidden="true">
      <div class="head"><span class="cap">${heading}</span></div>
      <div class="chips">${chip}${chip}${chip}</div>
      <div class="box"></div>
      <p class="note"><span class="sub why">${words.say('help')}</span></p>
    </div>`;
}
