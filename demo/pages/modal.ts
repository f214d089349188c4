/** A dialog made from a template of the page. It closes by its own buttons and by Escape, unless something is kept. */
import { find } from './dom.ts';

export interface Modal {
  readonly dialog: HTMLDialogElement;
  /** Closes it without asking. The focus goes back to where it was. */
  close(): void;
}

export interface ModalHost {
  /** Whether it can go without anybody losing anything; else asks. */
  mayClose?(): boolean;
  /** Escape where something inside takes it. */
  escape?(): boolean;
}

/** `fill` makes the content before the dialog is shown, and says what is asked before it goes. */
export function openModal(template: string, fill: (modal: Modal) => ModalHost): Modal {
  const content = find<HTMLTemplateElement>(`template#${template}`).content;
  const dialog = find<HTMLDialogElement>('dialog', document.importNode(content, true));
  const modal: Modal = { dialog, close: () => dialog.close() };
  document.body.append(dialog);
  const { mayClose = () => true, escape = () => false } = fill(modal);
  const askToClose = () => {
    if (dialog.dispatchEvent(new Event('cancel', { cancelable: true }))) modal.close();
  };
  for (const button of dialog.querySelectorAll('[data-cancel]')) button.addEventListener('click', askToClose);
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    // Left to the browser, a second Escape in a row closes a dialog whatever anybody says.
    event.preventDefault();
    if (!escape()) askToClose();
  });
  dialog.addEventListener('cancel', (event) => {
    if (event.target === dialog && !mayClose()) event.preventDefault();
  });
  dialog.addEventListener('close', () => dialog.remove());
  dialog.showModal();
  return modal;
}
