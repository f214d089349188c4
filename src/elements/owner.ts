/** The owner of the record, and the ways to change who it is. */
import { html, nothing, type TemplateResult } from 'lit';
import { eligibility } from '../core/policy.ts';
import { notOwner } from './chips.ts';
import { icon } from './icons.ts';
import type { Picker } from './picker.ts';
import { nameOf } from './person.ts';
import { facts, type View } from './view.ts';

/** `alone`: no message line speaks besides. */
export function ownerGroup(view: View, picker: Picker | undefined, alone: boolean): TemplateResult {
  const { words, shown, ownerDenial, situation, viewer } = view;
  const { owner } = shown;
  const canTake = !ownerDenial && viewer && !eligibility(viewer, shown, 'owner', situation.check);
  return html`<div class="group owner" part="owner" role="group" aria-labelledby="owner-label">
    <span class="cap" id="owner-label">${words.say('owner.label')}</span>
    <div class="person">
      ${view.faces.of(owner, 'owner')}
      <span class="who">
        <span class="name" part="name"
          >${owner ? html`<bdi>${nameOf(owner, words)}</bdi>` : words.say('owner.none')}</span
        >
        ${
          owner && !owner.active
            ? html`<span class="sub">${words.say('inactive')}</span>`
            : owner?.description
              ? html`<span class="sub"><bdi>${owner.description}</bdi></span>`
              : nothing
        }
      </span>
      ${
        ownerDenial || picker?.active
          ? nothing
          : html`<button
              class="btn"
              type="button"
              data-act="owner"
              aria-haspopup="listbox"
              aria-expanded="false"
            >
              ${words.say(owner ? 'owner.change' : 'owner.assign')}
            </button>`
      }
    </div>
    ${
      canTake && !picker?.active
        ? html`<button class="btn text take" type="button" data-act="take">
            ${words.say('owner.take')}
          </button>`
        : nothing
    }
    ${picker?.active && !ownerDenial ? picker.render(view) : notOwner(view, alone)}
    ${
      ownerDenial
        ? html`<p class="note" part="reason">
            ${icon('lock')}<span
              ><slot name="owner-help"
                >${words.sayDenial(ownerDenial, facts(view.shown, view.words))}</slot
              ></span
            >
          </p>`
        : nothing
    }
  </div>`;
}
