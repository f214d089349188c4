/** The whole panel, in each of its states. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Phase } from '../controllers/store-controller.ts';
import type { Overlay } from '../data/overlay.ts';
import type { Wait } from '../data/store.ts';
import type { Words } from '../locales/messages.ts';
import { followersGroup } from './followers.ts';
import { type Message, messageLine } from './message.ts';
import { ownerGroup } from './owner.ts';
import type { Picker } from './picker.ts';
import { type View } from './view.ts';

export interface PanelParts {
  words: Words;
  phase: Phase;
  overlay: Overlay;
  view: View | undefined;
  message: Message | undefined;
  ownerPicker: Picker;
  followerPicker: Picker;
  /** Name of the record, if the host gave one. */
  name: string | undefined;
  heading: string;
}

export function panel(parts: PanelParts): TemplateResult {
  const { words, phase, overlay, view, message, ownerPicker, followerPicker, name, heading } = parts;
  const state = phase === 'setup' ? setUpWrongly(words) : view ? undefined : stateMessage(overlay, words);
  const body = view
    ? html`${ownerGroup(view, ownerPicker)}
      ${followersGroup(view, heading, followerPicker, standing(message ?? lasting(view), view))}`
    : state
      ? html`<div class="group">${messageLine(state)}</div>`
      : skeleton(words, heading);
  return html`<div
    class="panel ${view || state ? '' : 'skel'}"
    part="panel"
    role=${name ? 'group' : nothing}
    tabindex="-1"
    aria-label=${name || nothing}
    aria-busy=${!view && !state}
  >
    ${body}
  </div>`;
}

function standing(message: Message | undefined, view: View): TemplateResult | typeof nothing {
  if (message) return messageLine(message);
  if (view.shown.followers.length || view.failed.length || !view.shown.limit) return nothing;
  const text = view.words.say(view.addDenial ? 'empty.read-only' : 'empty');
  return html`<p class="note"><span>${text}</span></p>`;
}

/** What stands in the message line for as long as it is true. */
function lasting({ words, offline, wait, problem, confirmedAt, taken, shown }: View): Message | undefined {
  if (wait) return waiting(wait, words);
  if (offline) return { kind: 'warn', icon: 'offline', text: words.say('offline') };
  if (problem) {
    const text = words.say('stale', { time: confirmedAt });
    return { kind: 'warn', text, action: { act: 'reload', label: words.say('retry') } };
  }
  const over = taken > shown.limit && shown.limit > 0;
  return over ? { kind: 'warn', text: words.say('over-limit', { n: taken, limit: shown.limit }) } : undefined;
}

function setUpWrongly(words: Words): Message {
  return { kind: 'warn', text: words.say('setup') };
}

/** A pause the server asked for; other retries are nobody's business until they fail. */
function waiting({ until, problem }: Wait, words: Words): Message | undefined {
  if (problem.code !== 'rate-limited') return undefined;
  const n = Math.max(1, Math.ceil((until - Date.now()) / 1000));
  return { kind: 'warn', text: words.say('problem.rate-limited', { n }) };
}

/** Why there is nothing to show; nothing while it is still being loaded. */
function stateMessage({ store }: Overlay, words: Words): Message | undefined {
  const problem = store?.problem;
  if (!store || (!problem && !store.wait)) return undefined;
  const again = { act: 'reload', label: words.say('retry') };
  if (store.wait) return waiting(store.wait, words);
  if (store.loading || !problem) return undefined;
  switch (problem.code) {
    case 'not-found':
    case 'action-forbidden':
      return { kind: 'info', icon: 'hidden', text: words.say(store.lost ? 'access-lost' : 'not-visible') };
    case 'not-authenticated':
      return { kind: 'info', icon: 'signIn', text: words.say('problem.not-authenticated'), action: again };
    case 'offline':
      return { kind: 'warn', icon: 'offline', text: words.say('offline'), action: again };
    case 'timeout':
      return { kind: 'warn', text: words.say('problem.timeout'), action: again };
    case 'setup':
    case 'invalid-request':
      return setUpWrongly(words);
    default:
      return { kind: 'bad', text: words.say('load-failed'), action: again };
  }
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
