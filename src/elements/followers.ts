/** The followers of the record: how many, who, and the field that adds more. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Follower, User } from '../core/record.ts';
import type { Intent } from '../core/intent.ts';
import { icon } from './icons.ts';
import type { Picker } from './picker.ts';
import { avatar, nameOf } from './person.ts';
import { canRemove, facts, type View } from './view.ts';

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
        shown.followers.length
          ? html`<button
              class="x"
              type="button"
              data-act="details"
              aria-label=${words.say('details')}
              aria-expanded=${details}
              aria-controls="chips"
            >
              ${icon('details')}
            </button>`
          : nothing
      }
    </div>
    <div class="above">${chips(view)} ${inList ? nothing : message}</div>
    ${addDenial || !shown.limit ? nothing : picker.render(view, inList ? message : nothing)} ${notes(view)}
    <slot name="footer"></slot>
  </div>`;
}

function meter(view: View): TemplateResult {
  const { words, taken, shown } = view;
  const { limit } = shown;
  const text = words.say('meter', facts(view.shown, view.words));
  const over = taken > limit;
  return html`<span
    class="meter ${over ? 'warn' : ''}"
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
  const { words, shown, failed, viewer, canFollow } = view;
  const mine = shown.followers.filter(({ user }) => user.id === viewer?.id);
  const people = [...mine, ...shown.followers.filter((follower) => !mine.includes(follower))];
  if (!people.length && !failed.length && !canFollow) return nothing;
  return html`<div class="chips ${view.details ? 'rows' : ''}" id="chips">
    ${
      canFollow
        ? html`<button class="btn follow" type="button" data-act="follow">
            ${icon('plus')}${words.say('self.follow')}
          </button>`
        : nothing
    }
    ${
      people.length || failed.length
        ? html`<ul role="list" aria-label=${words.say('followers.name', facts(view.shown, view.words))}>
            ${people.map((follower) => chip(follower, view))}
            ${failed.map((intent) => notAdded(intent, view))}
          </ul>`
        : nothing
    }
  </div>`;
}

function chip(follower: Follower, view: View): TemplateResult {
  const { user, pending, source } = follower;
  const { words, viewer, details } = view;
  const name = nameOf(user, words);
  const mine = user.id === viewer?.id;
  const apart = tellApart(user, view);
  const state = user.active ? apart : words.say('inactive');
  const sub = [state, details && words.provenance(follower)].filter(Boolean).join(' · ');
  return html`<li
    class="chip ${pending ? 'pending' : ''} ${details ? 'person' : ''}"
    part="chip"
    data-id=${user.id}
  >
    ${avatar(user, view.pictures.of(user, 'chip'))}
    <span class=${details ? 'who' : 'line'}>
      <span class="name" part="name">${mine ? words.say('self.chip') : html`<bdi>${name}</bdi>`}</span>
      ${sub ? html`<span class="sub ${details ? 'why' : ''}"><bdi>${sub}</bdi></span>` : nothing}
      ${pending ? html`<span class="sr">${words.say('pending')}</span>` : nothing}
    </span>
    ${details && source?.kind === 'rule' ? html`<span class="sub auto">${words.say('source.auto')}</span>` : nothing}
    ${
      canRemove(view, user)
        ? html`<button
            class="x"
            type="button"
            part="remove"
            data-act="remove"
            data-id=${user.id}
            aria-label=${words.say(mine ? 'self.stop' : 'remove', { name: [name, apart].filter(Boolean).join(', ') })}
          >
            ${icon(pending ? 'spinner' : 'cross')}
          </button>`
        : nothing
    }
  </li>`;
}

/** What tells a person from others of the same name; nothing where the name is enough. */
function tellApart(user: User, { words, shown }: View): string | undefined {
  const name = nameOf(user, words);
  const same = shown.followers.filter((other) => nameOf(other.user, words) === name).length > 1;
  return same ? user.description : undefined;
}

function notAdded({ user }: Intent, { words }: View): TemplateResult {
  const name = nameOf(user, words);
  return html`<li class="chip failed" part="chip" data-id=${user.id}>
    ${avatar(user)}
    <span class="name" part="name">${words.say('not-added', { name })}</span>
    <button class="btn text" type="button" data-act="retry-add" data-id=${user.id}>
      ${words.say('retry')}<span class="sr"> ${name}</span>
    </button>
    <button
      class="x"
      type="button"
      data-act="dismiss-add"
      data-id=${user.id}
      aria-label="${words.say('dismiss')} ${name}"
    >
      ${icon('cross')}
    </button>
  </li>`;
}

/** One line below the field: the reason why it is missing or full, else what following means. */
function notes(view: View): TemplateResult | typeof nothing {
  const { words, shown, addDenial, seatDenial, followCosts, taken } = view;
  const denial = shown.limit ? (addDenial ?? (taken > shown.limit ? undefined : seatDenial)) : seatDenial;
  const free = shown.limit - taken;
  if (denial) {
    return html`<p class="note" part="reason">
      ${icon('lock')}<span>${words.sayDenial(denial, facts(shown, words))}</span>
    </p>`;
  }
  const sentences = [
    followCosts
      ? words.say('follow.cost', facts(view.shown, view.words))
      : shown.followers.length
        ? words.say('help')
        : '',
    free === 1 || free === 2 ? words.say('places', { n: free }) : '',
  ].filter(Boolean);
  return sentences.length ? html`<p class="note"><span>${sentences.join(' ')}</span></p>` : nothing;
}
