/** The field, its list and the other popups. */
import { css } from 'lit';

export const field = css`
  .box {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--u) * 1.5);
    min-block-size: max(var(--u) * 9, var(--hit));
    padding: 0 calc(var(--u) * 1.25) 0 calc(var(--u) * 2.5);
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .box:has(input:focus) {
    outline-offset: -1px;
  }
  .box > svg {
    color: var(--muted);
  }
  .box input {
    flex: 1;
    min-inline-size: 5em;
    outline: 0;
  }
  ::placeholder {
    color: var(--muted);
    opacity: 1;
  }

  /* What floats is tied to its field, and turns upwards where there is no room below. */
  #owner-picker .box {
    anchor-name: --owner;
  }
  #follower-picker .box {
    anchor-name: --follower;
  }
  #owner-picker .pop {
    position-anchor: --owner;
  }
  #follower-picker .pop {
    position-anchor: --follower;
  }
  .pop[popover] {
    position: fixed;
    inset: auto;
    position-area: block-end;
    inline-size: anchor-size(width);
    margin: 0.25em 0 0;
    position-try-fallbacks: flip-block;
  }
  .pop {
    color: inherit;
    background: var(--overlay);
    border: 1px solid var(--line);
    border-radius: calc(var(--radius) * 1.25);
    box-shadow: var(--shadow);
    padding: var(--u);
    max-block-size: max(100% - 0.5em, min(12em, 35vh));
    overflow: auto;
  }
  .pop:popover-open {
    display: flex;
    flex-direction: column;
  }
  .pop > ul {
    position: relative;
    flex: 0 1 auto;
    min-block-size: 3em;
    overflow: auto;
    max-block-size: 22.3em;
    overscroll-behavior: contain;
  }
  .opt {
    position: relative;
    padding: calc(var(--u) * 1.5) calc(var(--u) * 2);
    border-radius: var(--radius);
  }
  .on,
  .on:hover {
    background: color-mix(in oklab, var(--accent) 12%, transparent);
  }
  .on::before {
    content: '';
    position: absolute;
    inset-block: 25%;
    inset-inline-start: 0;
    inline-size: 3px;
    border-radius: 3px;
    background: var(--accent);
  }
  [role='option'] > svg {
    color: var(--accent);
  }
  [aria-selected='false'] > svg {
    display: none;
  }
  [aria-disabled='true'] .name {
    color: var(--muted);
  }
  [aria-disabled='true'] .av {
    filter: grayscale(1);
  }
  mark {
    background: none;
    color: inherit;
    font-weight: 700;
  }
  .foot {
    padding: calc(var(--u) * 2);
  }
  ul:not([hidden]) + .foot {
    margin-block-start: var(--u);
    border-block-start: 1px solid var(--line);
  }
  .top {
    margin-block-end: var(--u);
    border-block-end: 1px solid var(--line);
  }
  .ask {
    inline-size: 24em;
    max-inline-size: calc(100% - 2em);
    box-sizing: border-box;
    margin: auto;
    padding: var(--pad);
  }
  .ask[open] {
    display: grid;
    gap: calc(var(--u) * 2);
  }
  dialog::backdrop {
    background: #0004;
  }
  .acts {
    justify-content: end;
  }
  label {
    min-block-size: max(var(--u) * 7, var(--hit));
    accent-color: var(--accent);
  }
`;
