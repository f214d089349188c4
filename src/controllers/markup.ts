/**
 * Whether this page lets us draw. A Content Security Policy may let none but named policies make markup (Trusted
 * Types), and may not know ours; then there is one sentence to be read, made without markup. Getting the policy is
 * the build's part, for the script-tag file, and the page's own Lit's otherwise.
 */
import { html, render } from 'lit';

let allowed: boolean | undefined;

/** Tried once, by drawing something that nobody sees; a refusal is told to the console. */
export function mayDraw(): boolean {
  if (allowed === undefined) {
    try {
      render(html`<i></i>`, new DocumentFragment());
      allowed = true;
    } catch (error) {
      allowed = false;
      console.error(
        '<crm-followers>: the page’s Trusted Types do not allow the policy "crm-followers".',
        error,
      );
    }
  }
  return allowed;
}

/** Text where nothing can be drawn. */
export function undrawn(text: string): HTMLElement {
  const base = document.createElement('div');
  base.className = 'crm';
  base.part.add('base');
  base.textContent = text;
  return base;
}
