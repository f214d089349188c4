/** The panel, its groups, and their heads, meters and notes. */
import { css } from 'lit';

export const groups = css`
  .panel {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--pad);
    padding: var(--pad);
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: calc(var(--radius) * 1.5);
  }
  .group {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--u) * 2);
  }
  .above {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: calc(var(--u) * 3);
    overflow: auto;
    margin: -3px;
    padding: 3px;
  }
  .above + .picker {
    margin-block-start: var(--u);
  }
  .alone {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--u) * 2);
  }
  .panel > .group + .group {
    padding-block-start: var(--pad);
    border-block-start: 1px solid var(--line);
  }
  .head,
  .person,
  .meter,
  .note,
  .msg,
  .acts,
  .line {
    display: flex;
    align-items: center;
    gap: calc(var(--u) * 2);
  }
  .person,
  .acts {
    flex-wrap: wrap;
  }
  .head {
    min-block-size: calc(var(--u) * 6);
    justify-content: end;
  }
  .head .cap {
    flex: 1 6em;
    overflow-wrap: anywhere;
  }
  .head .x {
    margin-inline-end: calc(0.571em - max(0.857em, var(--hit) / 2));
  }
  .cap,
  .sub,
  .note,
  .meter {
    font-size: 0.857em;
    line-height: 1.34;
    color: var(--c, var(--muted));
  }
  .cap {
    font-weight: 600;
    color: var(--text);
  }
  .meter {
    margin-inline-start: auto;
    white-space: nowrap;
    unicode-bidi: plaintext;
    font-variant-numeric: tabular-nums;
  }
  .meter svg {
    flex: 0 1 5em;
    min-inline-size: 2em;
    block-size: 0.35em;
    stroke-width: 1;
    stroke-dasharray: 0.76 0.24;
    stroke-linecap: butt;
    color: var(--c, var(--accent));
  }
  .meter .bar {
    stroke-dasharray: none;
  }
  .meter path:first-child {
    opacity: 0.2;
  }
  .note {
    align-items: start;
    text-wrap: pretty;
  }
  .note svg {
    margin-block: 0.1em;
  }
  .take {
    justify-self: start;
    margin-inline-start: -0.77em;
    margin-block-end: calc(var(--u) * -1);
  }
`;
