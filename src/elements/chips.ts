/** The followers as chips: who is there, who is on the way, who was refused. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Intent } from '../core/intent.ts';
import { Problem } from '../core/problem.ts';
import type { Follower } from '../core/record.ts';
import { type Chip, PENDING, SENT } from './chip-nodes.ts';
import { icon } from './icons.ts';
import { nameOf } from './person.ts';
import { canRemove, facts, type View } from './view.ts';

/** The viewer first, then in the order they were added. */
export function ordered({ shown, viewer }: View): Follower[] {
  const mine = shown.followers.filter(({ user }) => user.id === viewer?.id);
  return [...mine, ...shown.followers.filter((follower) => !mine.includes(follower))];
}

/** The list itself; with `most`, only so many of them, and a button for the others. */
export function chipList(view: View, most = Infinity): TemplateResult | typeof nothing {
  const { words, shown, failed } = view;
  const people = ordered(view);
  const n = people.length > most ? people.length - most + 1 : 0;
  const rest = people.slice(people.length - n).map(({ user }) => nameOf(user, words));
  view.chips.wanted = people.slice(0, people.length - n).map((follower) => chipOf(follower, view));
  if (!people.length && !failed.length) return nothing;
  return html`<ul role="list" aria-label=${words.say('followers.name', facts(shown, words))}>
    ${
      n
        ? html`<li class="rest" data-names=${words.join(...rest)}>
            <button class="chip more" type="button" data-act="more" aria-label=${words.say('more', { n })}>
              ${words.number(n, true)}
            </button>
          </li>`
        : nothing
    }
    ${failed.map((intent) => notAdded(intent, view))}
  </ul>`;
}

function chipOf(follower: Follower, view: View): Chip {
  const { user, pending, source } = follower;
  const { words, viewer, details, mode, objections } = view;
  const name = nameOf(user, words);
  const mine = user.id === viewer?.id;
  // What tells a person from others of the same name.
  const apart = view.shared.has(name) ? user.description : undefined;
  const objection = objections.get(user.id);
  const standing = objection
    ? words.sayDenial(objection, facts(view.shown, words, user))
    : user.active
      ? apart
      : words.say('inactive');
  const sub = words.join(standing, details && words.provenance(follower));
  // In a draft everything is unsaved, and nothing needs to be told apart.
  const waits = pending && mode !== 'draft';
  const sent = mode === 'auto' || view.saving;
  return {
    id: user.id,
    name: mine ? words.say('self.chip') : name,
    face: view.faces.of(user, 'chip'),
    row: details,
    sub,
    foreign: sub === apart,
    why: details || !!objection,
    state: waits ? (sent ? SENT : PENDING) : '',
    spoken: waits ? words.say(sent ? 'pending' : 'unsaved.chip') : '',
    auto: details && source?.kind === 'rule' ? words.say('source.auto') : '',
    remove: canRemove(view, user)
      ? words.say(mine ? 'self.stop' : 'remove', {
          name: apart ? words.say('name.apart', { name, description: apart }) : name,
        })
      : '',
  };
}

function notAdded(intent: Intent, view: View): TemplateResult {
  const { user } = intent;
  const { words, mode } = view;
  const name = nameOf(user, words);
  // Where changes go out one by one, the message line has said why.
  const why = mode === 'auto' ? undefined : refusal(intent, view);
  return html`<li class="chip failed" part="chip" data-id=${user.id}>
    ${view.faces.of(user, 'failed')}
    <span class="line">
      <span class="name" part="name">${words.say('not-added', { name })}</span>
      ${why ? html`<span class="sub why">${why}</span>` : nothing}
    </span>
    <button
      class="btn text"
      type="button"
      data-act="retry-add"
      data-id=${user.id}
      aria-label=${words.say('retry.name', { name })}
    >
      ${words.say('retry')}
    </button>
    <button
      class="x"
      type="button"
      data-act="dismiss-add"
      data-id=${user.id}
      aria-label=${words.say('dismiss.name', { name })}
    ></button>
  </li>`;
}

/** Why a change that was saved with others was refused. */
export function refusal({ op, user, problem, denial }: Intent, { words, shown }: View): string {
  const params = { ...facts(shown, words, user), op };
  // A chip names its person itself.
  if (denial && op === 'add') return words.sayDenial(denial, params);
  return words.sayProblem(problem ?? new Problem('action-forbidden', denial), params);
}

/** Somebody who was to be the owner and was refused, to be tried again. `alone`: no message line speaks besides. */
export function notOwner(view: View, alone = false): TemplateResult | typeof nothing {
  const { words, failedOwner: intent } = view;
  if (!intent) return nothing;
  const { id } = intent.user;
  return html`<div class="msg bad" role=${alone ? 'alert' : nothing}>
    ${icon('alert')}
    <p id="owner-refused">${refusal(intent, view)}</p>
    <button class="btn text" type="button" data-act="retry-add" data-id=${id}>${words.say('retry')}</button>
    <button class="btn text" type="button" data-act="dismiss-add" data-id=${id}>
      ${words.say('dismiss')}
    </button>
  </div>`;
}
