/** The browser's own dialog around the editor: one for each opening, made from the page's template. */
import type { Wanted } from './address.ts';
import { find } from './dom.ts';
import { type EditorHost, OpportunityEditor, type Shell } from './opportunity-editor.ts';

export interface Opened {
  readonly editor: OpportunityEditor;
  readonly shell: Shell;
}

/** What becomes of the dialog: off the screen, and back again when a save that went on needs a look. */
export interface Seen {
  closed(): void;
  reopened(): void;
}

export function openDialog(wanted: Wanted, host: EditorHost, seen: Seen): Opened {
  const template = find<HTMLTemplateElement>('template#opportunity');
  const dialog = find<HTMLDialogElement>('dialog', document.importNode(template.content, true));
  const shell: Shell = {
    get shown() {
      return dialog.open;
    },
    show() {
      if (dialog.open) return;
      document.body.append(dialog);
      dialog.showModal();
      seen.reopened();
    },
    close() {
      if (!dialog.open) return;
      dialog.close();
      // Kept until nobody has a use for it any more: a save that is under way goes on.
      dialog.remove();
      seen.closed();
    },
  };
  document.body.append(dialog);
  const editor = new OpportunityEditor(dialog, wanted, host, shell);

  const askToClose = () => {
    if (dialog.dispatchEvent(new Event('cancel', { cancelable: true }))) shell.close();
  };
  for (const button of dialog.querySelectorAll('[data-cancel]')) button.addEventListener('click', askToClose);
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    // Left to the browser, a second Escape in a row closes a dialog whatever anybody says.
    event.preventDefault();
    if (!editor.keepEditing()) askToClose();
  });
  dialog.addEventListener('cancel', (event) => {
    if (event.target !== dialog) return;
    if (!editor.mayClose()) event.preventDefault();
  });
  // The browser can still close it by itself, without a question.
  dialog.addEventListener('close', () => {
    if (!dialog.isConnected) return;
    dialog.remove();
    seen.closed();
  });
  dialog.showModal();
  return { editor, shell };
}
