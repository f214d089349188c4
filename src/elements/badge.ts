/** The owner as a badge: who it is, and the way to change it, or the reason why there is none. */
import { html, nothing, type TemplateResult } from 'lit';
import { eligibility } from '../core/policy.ts';
import { notOwner } from './chips.ts';
import { icon } from './icons.ts';
import { messageLine } from './message.ts';
import type { Scene } from './scene.ts';
import { nameOf } from './person.ts';
import { messageOf, stateOf } from './states.ts';
import { facts, type View } from './view.ts';

/** `boxed`: as a field of a form that says "Owner" itself. `alone`: no message line tells of refusals besides. */
export function badge(scene: Scene, boxed = false, alone = true): TemplateResult {
  const { view, words, ownerPicker, disclosure } = scene;
  if (!view) {
    return html`<span class="badge skel" part="owner"
      ><span class="av"></span><span class="name">${words.say('owner.label')}</span></span
    >`;
  }
  const { shown, ownerDenial, failedOwner } = view;
  const { owner } = shown;
  const changeable = !ownerDenial;
  if (ownerPicker?.active && changeable) return ownerPicker.render(view, { foot: take(view) });
  const content = html`${view.faces.of(owner, 'owner')}<span class="name" part="name"
      >${owner ? html`<bdi>${nameOf(owner, words)}</bdi>` : words.say('owner.none')}</span
    >${
      owner && !owner.active
        ? html`<span class="sub">${words.say('inactive')}</span>`
        : boxed || !owner
          ? nothing
          : html`<span class="sub">${words.say('owner.label')}</span>`
    }`;
  return html`${
    view.locked
      ? html`<span class="badge" part="owner">${content}</span>`
      : html`<button
            class="badge"
            part="owner"
            type="button"
            data-act=${changeable ? 'owner' : 'disclose'}
            aria-haspopup=${changeable ? 'listbox' : 'dialog'}
            aria-expanded=${changeable ? 'false' : disclosure.open}
            aria-describedby=${failedOwner ? 'owner-refused' : nothing}
          >
            ${content}<span class="sr"
              >. ${changeable ? words.say(owner ? 'owner.change' : 'owner.assign') : ''}</span
            >${icon(changeable ? 'chevron' : 'lock')}</button
          >${changeable || !disclosure.open ? nothing : reason(view)}`
  }${notOwner(view, alone)}`;
}

/** The viewer's own way, at the end of the list. */
function take({ words, shown, viewer, situation }: View): TemplateResult | typeof nothing {
  if (!viewer || eligibility(viewer, shown, 'owner', situation.check)) return nothing;
  return html`<div class="foot">
    <button class="btn text take" type="button" data-act="take">${words.say('owner.take')}</button>
  </div>`;
}

/** Why the owner can't be changed: opened, since a badge has no room for it. */
function reason({ words, shown, ownerDenial }: View): TemplateResult {
  return html`<div class="pop reason" popover="manual" role="dialog" tabindex="-1" aria-labelledby="why">
    <p class="note foot" part="reason">
      ${icon('lock')}<span id="why"
        ><slot name="owner-help"
          >${ownerDenial ? words.sayDenial(ownerDenial, facts(shown, words)) : ''}</slot
        ></span
      >
    </p>
  </div>`;
}

/** The badge alone, with what was just said below it. */
export function ownerView(scene: Scene): TemplateResult {
  const { view, words, message, hushed } = scene;
  const state = stateOf(scene);
  const quiet = !view || view.failedOwner || scene.ownerPicker?.active;
  const said = quiet ? undefined : messageOf(view, message, hushed);
  return html`<div class="alone" tabindex="-1" ?hidden=${!view && hushed} aria-busy=${!view && !state}>
    ${state ? messageLine(state, words) : badge(scene)} ${said ? messageLine(said, words) : nothing}
  </div>`;
}
