/** The style sheets of the element, in the order they build on each other. */
import { adoptStyles, supportsAdoptingStyleSheets } from 'lit';
import { base } from './base.ts';
import { buttons } from './buttons.ts';
import { chips } from './chips.ts';
import { field } from './field.ts';
import { groups } from './groups.ts';
import { media } from './media.ts';
import { messages } from './messages.ts';
import { people } from './people.ts';
import { tokens } from './tokens.ts';

const styles = [tokens, base, groups, people, chips, buttons, field, messages, media];
const sheets = new WeakMap<Window, CSSStyleSheet>();

/** Gives the styles to a root. A sheet belongs to one page: what is moved to another window needs that one's own. */
export function dress(root: ShadowRoot): void {
  const page = root.ownerDocument.defaultView;
  if (!page) return;
  if (!supportsAdoptingStyleSheets) return void (root.querySelector('style') ?? adoptStyles(root, styles));
  let sheet = sheets.get(page);
  if (!sheet) {
    sheet = new page.CSSStyleSheet();
    sheet.replaceSync(styles.map(({ cssText }) => cssText).join(''));
    sheets.set(page, sheet);
  }
  root.adoptedStyleSheets = [sheet];
}
