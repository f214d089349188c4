/** How a person looks anywhere but in the list: avatar and name. */
import { html, nothing, type TemplateResult } from 'lit';
import { displayName, hue, initials, isAvatarUrl } from '../core/names.ts';
import type { User } from '../core/record.ts';
import type { Words } from '../locales/messages.ts';
import { icon } from './icons.ts';

/** The name to be read: what the host wrote, without what would disturb the text around it. */
export function nameOf(user: User, words: Words): string {
  return displayName(user.name) || words.say(user.name ? 'unnamed' : 'unknown');
}

/** Decoration only: the name always stands beside it. A picture that fails leaves the initials. */
export function avatar(user: User | null): TemplateResult {
  const name = user && displayName(user.name);
  const picture = user?.avatarUrl && isAvatarUrl(user.avatarUrl, document.baseURI) ? user.avatarUrl : undefined;
  return html`<span
    class="av ${name ? '' : 'none'}"
    part="avatar"
    data-h=${user ? hue(user.id) : nothing}
    aria-hidden="true"
    >${(name && initials(name)) || icon('person')}${picture
      ? html`<img src=${picture} alt="" loading="lazy" referrerpolicy="no-referrer" />`
      : nothing}</span
  >`;
}
