/** How a person looks anywhere but in the list: avatar and name. */
import { html, nothing, type TemplateResult } from 'lit';
import { displayName, hue, initials, isAvatarUrl } from '../core/names.ts';
import type { User, Viewer } from '../core/record.ts';
import type { Overlay } from '../data/overlay.ts';
import type { Words } from '../locales/messages.ts';
import { icon } from './icons.ts';

/** The name to be read: what the host wrote, without what would disturb the text around it. */
export function nameOf(user: User, words: Words): string {
  return displayName(user.name) || words.say(user.name ? 'unnamed' : 'unknown');
}

/** The person of an id, as far as the element knows them. */
export function personOf(id: string, { shown, viewer, source }: Overlay): User {
  const known = [
    userOf(shown?.viewer ?? viewer),
    shown?.owner,
    ...(shown?.followers.map(({ user }) => user) ?? []),
  ];
  const user = known.find((each) => each?.id === id) ?? source?.people.get(id);
  return { active: true, ...user, id, name: user?.name ?? '' };
}

/** The viewer as somebody who can be added. */
export function userOf(viewer: Viewer | undefined): User | undefined {
  return viewer && { active: true, ...viewer, name: viewer.name ?? '' };
}

/**
 * A picture that lies over the initials once it is there, and leaves them when it fails; `undefined`
 * without an address that may be fetched. One node a person and place, so that it moves with them
 * when a list is drawn anew.
 */
export function picture({ avatarUrl }: User): HTMLImageElement | undefined {
  if (!isAvatarUrl(avatarUrl, document.baseURI)) return undefined;
  const image = new Image();
  image.alt = '';
  image.loading = 'lazy';
  image.referrerPolicy = 'no-referrer';
  image.onload = () => image.classList.add('shown');
  image.src = avatarUrl;
  return image;
}

/** Pictures kept; a longer search begins anew. */
const KEPT = 200;

/** Pictures of one element, by place, person and address. */
export class Pictures {
  #made = new Map<string, HTMLImageElement | undefined>();

  of(user: User, place: string): HTMLImageElement | undefined {
    if (!user.avatarUrl) return undefined;
    const key = JSON.stringify([place, user.id, user.avatarUrl]);
    if (this.#made.size > KEPT) this.#made.clear();
    if (!this.#made.has(key)) this.#made.set(key, picture(user));
    return this.#made.get(key);
  }
}

/**
 * Decoration only: the name always stands beside it. Initials are drawn by the style sheet, so that they are neither
 * copied with a name nor taken for the label of a button around them.
 */
export function avatar(user: User | null, image?: HTMLImageElement): TemplateResult {
  const letters = user && initials(user.name);
  return html`<span
    class="av ${letters ? '' : 'none'}"
    part="avatar"
    data-h=${user ? hue(user.id) : nothing}
    data-i=${letters || nothing}
    aria-hidden="true"
    >${letters ? image : [icon('person'), image]}</span
  >`;
}
