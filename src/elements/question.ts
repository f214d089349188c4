/**
 * A question before what can't be taken back, as a modal dialog inside our own root: the page around
 * us keeps its focus trap, and Escape is "no". The safe button has the focus.
 */
import { html, nothing, type TemplateResult } from 'lit';

export interface Question {
  readonly title: string;
  /** What it costs, one sentence each. */
  readonly body: readonly string[];
  readonly yes: string;
  readonly no: string;
  /** A tick box that is part of the answer. */
  readonly keep?: { readonly label: string; readonly checked: boolean } | undefined;
  /** It costs the viewer their access. */
  readonly danger?: boolean | undefined;
}

/** `listener` hears of the tick box, and of Escape. */
export function questionDialog(
  { title, body, yes, no, keep, danger }: Question,
  listener: EventListenerObject,
): TemplateResult {
  return html`<dialog
    class="pop ask ${danger ? 'bad' : ''}"
    role="alertdialog"
    aria-labelledby="question-title"
    aria-describedby=${body.length ? 'question-body' : nothing}
    @cancel=${listener}
    @change=${listener}
  >
    <p class="name" id="question-title">${title}</p>
    ${body.length ? html`<p class="note" id="question-body"><span>${body.join(' ')}</span></p>` : nothing}
    ${
      keep
        ? html`<label class="person"
            ><input type="checkbox" .checked=${keep.checked} data-act="keep" /><span
              >${keep.label}</span
            ></label
          >`
        : nothing
    }
    <div class="acts">
      <button class="btn" type="button" data-act="no" autofocus>${no}</button>
      <button class="btn go" type="button" data-act="yes">${yes}</button>
    </div>
  </dialog>`;
}
