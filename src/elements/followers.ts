/** The followers of the record: how many, who, and the field that adds more. */
import { html, nothing, type TemplateResult } from 'lit';
import { chipList } from './chips.ts';
import { history } from './history.ts';
import { icon } from './icons.ts';
import { note } from './note.ts';
import type { Picker } from './picker.ts';
import { facts, type View } from './view.ts';

/** Beyond this many seats the meter is one bar instead of segments. */
const SEGMENTS = 20;

export function followersGroup(
  view: View,
  heading: string,
  picker: Picker,
  message: TemplateResult | typeof nothing,
): TemplateResult {
  // What was said while the list is open is said in the list: the field must not move under the pointer.
  const inList = picker.combobox.state.expanded && picker.speaks;
  const { words, addDenial, shown, details } = view;
  return html`<div class="group" part="followers" role="group" aria-labelledby="followers-label">
    <div class="head">
      <span class="cap" id="followers-label" tabindex="-1"><slot name="label">${heading}</slot></span>
      ${shown.limit || view.taken ? meter(view) : nothing}
      ${
        shown.followers.length || shown.features.includes('history')
          ? html`<button
              class="x"
              type="button"
              data-act="details"
              aria-label=${words.say('details')}
              aria-expanded=${details}
              aria-controls=${shown.followers.length ? 'chips' : nothing}
            >
              ${icon('details')}
            </button>`
          : nothing
      }
    </div>
    <div class="above">${chips(view)} ${inList ? nothing : message}</div>
    ${addDenial || !shown.limit ? nothing : picker.render(view, { message: inList ? message : nothing, label: view.label })}
    ${note(view, true)} ${details ? history(view) : nothing}
    <slot name="footer"></slot>
  </div>`;
}

export function meter(view: View): TemplateResult {
  const { words, taken, shown } = view;
  const { limit } = shown;
  const text = words.say('meter', facts(view.shown, view.words));
  const over = taken > limit;
  return html`<span
    class=${over ? 'meter warn' : 'meter'}
    part="meter"
    role="meter"
    aria-label=${words.say('heading')}
    aria-valuemin="0"
    aria-valuemax=${Math.max(limit, 1)}
    aria-valuenow=${Math.min(taken, limit)}
    aria-valuetext=${text}
    >${
      limit
        ? html`<svg
            class=${limit > SEGMENTS ? 'bar' : ''}
            viewBox="0 0 ${limit} 1"
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            <path d="M0 .5h${limit}"></path>
            <path d="M0 .5h${Math.min(taken, limit)}"></path>
          </svg>`
        : nothing
    }${text}</span
  >`;
}

function chips(view: View): TemplateResult | typeof nothing {
  const { words, canFollow } = view;
  const list = chipList(view);
  if (list === nothing && !canFollow) return nothing;
  return html`<div class="chips ${view.details ? 'rows' : ''}" id="chips">
    ${
      canFollow
        ? html`<button class="btn follow" type="button" data-act="follow">
            ${icon('plus')}${words.say('self.follow')}
          </button>`
        : nothing
    }
    ${list}
  </div>`;
}
