/** The clean room around everything, and what buttons, icons and focus look like in it. */
import { css } from 'lit';

export const base = css`
  :host {
    display: block;
  }
  :host([view='stack']),
  :host([view='owner']) {
    display: inline-block;
    max-inline-size: 100%;
    vertical-align: middle;
  }
  /* A row that waits for its turn to be drawn is as high as it will be then. */
  :host(:not(:state(waiting), :state(loading), :state(ready), :state(failed))) {
    min-block-size: max(1.714 * max(13px, var(--crm-font-size, 1em)) + 4px, 24px);
  }
  :host([hidden]) {
    display: none !important;
  }
  [hidden] {
    display: none !important;
  }

  /* A clean room: nothing of the page comes in but what is asked for */
  .crm {
    all: initial;
    display: block;
    position: relative;
    font-family: var(--crm-font, inherit);
    font-size: max(13px, var(--crm-font-size, 1em));
    line-height: 1.43;
    color: var(--text);
    color-scheme: inherit;
    pointer-events: inherit;
    visibility: inherit;
    cursor: inherit;
  }
  .crm * {
    box-sizing: border-box;
    margin: 0;
  }
  ul {
    padding: 0;
    list-style: none;
  }
  svg {
    flex: none;
    inline-size: 1.143em;
    block-size: 1.143em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  button,
  input {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    min-inline-size: 0;
  }
  button {
    cursor: pointer;
  }
  :focus-visible,
  .box:has(input:focus) {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
  }
`;
