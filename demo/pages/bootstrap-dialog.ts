/**
 * Bootstrap's modal around the editor. Whatever closes it asks first by an event that can be prevented, so one
 * listener is all there is to do: no key, no backdrop and no trap of the focus is handled here.
 */
import Modal from 'bootstrap/js/src/modal.js';
import type { Wanted } from './address.ts';
import { find } from './dom.ts';
import { type EditorHost, OpportunityEditor, type Shell } from './opportunity-editor.ts';

export function openModal(wanted: Wanted, host: EditorHost, opener: HTMLElement | null): void {
  const template = find<HTMLTemplateElement>('template#opportunity');
  const root = find('.modal', document.importNode(template.content, true));
  const modal = new Modal(root);
  let shown = false;
  /** Closed by us: nobody is asked. */
  let closing = false;
  const shell: Shell = {
    get shown() {
      return shown;
    },
    show() {
      closing = false;
      shown = true;
      document.body.append(root);
      modal.show();
    },
    close() {
      closing = true;
      modal.hide();
    },
  };
  document.body.append(root);
  const editor = new OpportunityEditor(root, wanted, host, shell);
  root.addEventListener('hide.bs.modal', (event) => {
    // Escape and the close button come here alike; an open question takes them for a No.
    if (!closing && (editor.keepEditing() || !editor.mayClose())) return event.preventDefault();
    shown = false;
    // Bootstrap takes it out of the accessibility tree with the focus still in it, which browsers refuse.
    (document.activeElement as HTMLElement | null)?.blur();
  });
  root.addEventListener('shown.bs.modal', () => {
    find('[autofocus]', root).focus();
  });
  root.addEventListener('hidden.bs.modal', () => {
    root.remove();
    if (opener?.isConnected) opener.focus();
  });
  shell.show();
}
