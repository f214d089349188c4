/** The one message line between chips and field: what just happened, and the one way on. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName } from './icons.ts';

export interface Message {
  /** `bad` only for problems: those alone interrupt a screen reader. */
  readonly kind: 'ok' | 'info' | 'warn' | 'bad';
  readonly text: string;
  readonly icon?: IconName | undefined;
  /** The button at its end. */
  readonly action?: { readonly act: string; readonly label: string } | undefined;
}

const ICONS = { ok: 'check', info: 'details', warn: 'warning', bad: 'alert' } as const;

export function messageLine(message: Message): TemplateResult {
  const { kind, text, action } = message;
  return html`<div class="msg ${kind}" part="status" role=${kind === 'bad' ? 'alert' : nothing}>
    ${icon(message.icon ?? ICONS[kind])}
    <p>${text}</p>
    ${
      action
        ? html`<button
            class="btn text"
            type="button"
            part=${action.act === 'undo' ? 'undo' : nothing}
            data-act=${action.act}
          >
            ${action.label}
          </button>`
        : nothing
    }
  </div>`;
}
