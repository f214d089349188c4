/** Avatar and name of a person. */
import { displayName, hue, initials, isAvatarUrl } from '../core/names.ts';
import type { User, Viewer } from '../core/record.ts';
import type { Overlay } from '../data/overlay.ts';
import type { Words } from '../locales/messages.ts';
import { iconNode } from './icons.ts';
import { element } from './node.ts';

/** The name to be read: what the host wrote, without what would disturb the text around it. */
export function nameOf(user: User, words: Words): string {
  return displayName(user.name) || words.say(user.name ? 'unnamed' : 'unknown');
}

/** The person of an id, as far as the element knows them now. */
export function peopleOf({ shown, viewer, source }: Overlay): (id: string) => User {
  const known = [
    userOf(shown?.viewer ?? viewer),
    shown?.owner,
    ...(shown?.followers.map(({ user }) => user) ?? []),
  ];
  return (id) => {
    const user = known.find((each) => each?.id === id) ?? source?.people.get(id);
    return { active: true, ...user, id, name: user?.name ?? '' };
  };
}

/** The viewer as somebody who can be added. */
export function userOf(viewer: Viewer | undefined): User | undefined {
  return viewer && { active: true, ...viewer, name: viewer.name ?? '' };
}

/**
 * A picture that lies over the initials once it is there, and leaves them when it fails; `undefined`
 * without an address that may be fetched.
 */
function picture({ avatarUrl }: User): HTMLImageElement | undefined {
  if (!isAvatarUrl(avatarUrl, document.baseURI)) return undefined;
  const image = new Image();
  image.alt = '';
  image.loading = 'lazy';
  image.referrerPolicy = 'no-referrer';
  image.onload = () => image.classList.add('shown');
  image.src = avatarUrl;
  return image;
}

/**
 * Decoration only: the name always stands beside it. Initials are drawn by the style sheet, so that they are neither
 * copied with a name nor taken for the label of a button around them. Nobody's has neither letters nor colour.
 */
function face(user?: User): HTMLElement {
  const letters = user && initials(user.name);
  const made = element('span', letters ? 'av' : 'av none');
  made.setAttribute('part', 'avatar');
  made.setAttribute('aria-hidden', 'true');
  // Not by `dataset`, which is an object of its own in each of a page's chips.
  if (user) made.setAttribute('data-h', `${hue(user.id)}`);
  if (letters) made.setAttribute('data-i', letters);
  else made.append(iconNode('person'));
  const image = user && picture(user);
  if (image) made.append(image);
  return made;
}

/** Faces kept besides those that are shown. */
const KEPT = 200;

/**
 * The avatars of one element: a node for each place, and each person as they look there, so that it moves with them
 * when a list is drawn anew, and a picture is loaded once. As a template each would hold five things to be filled, in
 * each chip of a list of fields.
 */
export class Faces {
  #made = new Map<string, HTMLElement>();

  of(user: User | null, place: string): HTMLElement {
    const key = [place, user?.id, user?.name, user?.avatarUrl].join('\n');
    let made = this.#made.get(key);
    if (!made) {
      if (this.#made.size > KEPT) this.#forget();
      this.#made.set(key, (made = face(user ?? undefined)));
    }
    return made;
  }

  #forget(): void {
    for (const [key, face] of this.#made) if (!face.isConnected) this.#made.delete(key);
  }
}
