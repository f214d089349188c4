/** The one message line between chips and field: what just happened, and the one way on. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../locales/messages.ts';
import { icon, type IconName } from './icons.ts';

export interface Message {
  /** `bad` only for problems: those alone interrupt a screen reader. */
  readonly kind: 'ok' | 'info' | 'warn' | 'bad';
  readonly text: string;
  readonly icon?: IconName | undefined;
  /** The button at its end. */
  readonly act?: 'undo' | 'retry' | 'dismiss' | 'reload' | 'earlier' | undefined;
}

const ICONS = { ok: 'check', info: 'details', warn: 'warning', bad: 'alert' } as const;

export function messageLine({ kind, text, icon: name, act }: Message, words: Words): TemplateResult {
  return html`<div class="msg ${kind}" part="status" role=${kind === 'bad' ? 'alert' : nothing}>
    ${icon(name ?? ICONS[kind])}
    <p>${text}</p>
    ${
      act
        ? html`<button
            class="btn text"
            type="button"
            part=${act === 'undo' ? 'undo' : nothing}
            data-act=${act}
          >
            ${words.say(act === 'reload' || act === 'earlier' ? 'retry' : act)}
          </button>`
        : nothing
    }
  </div>`;
}
