/** The field, its list and the other popups. */
import { css } from 'lit';

export const field = css`
  .box {
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .box:has(input:focus) {
    outline-offset: -1px;
  }
  .box:has([aria-invalid='true']) {
    border-color: var(--danger);
  }
  .entry {
    display: flex;
    align-items: center;
    gap: calc(var(--u) * 1.5);
    min-block-size: calc(max(var(--u) * 9, var(--hit)) - 2px);
    padding-inline: calc(var(--u) * 2.5) calc(var(--u) * 1.25);
  }
  .entry > svg {
    color: var(--muted);
  }
  .box input {
    flex: 1;
    min-inline-size: 2em;
    outline: 0;
  }
  /* Chips inside the box: above the text, so that it stays where it is while people are picked. */
  .box .above {
    margin: 0;
    padding: 0;
    overflow: visible;
  }
  .box .above[style*='block-size'] {
    overflow: auto;
  }
  .box .above > ul {
    display: flex;
    flex-wrap: wrap;
    min-inline-size: 0;
    gap: var(--u);
    padding: calc(var(--u) * 0.75) calc(var(--u) * 0.75) 0;
  }
  .off {
    background: var(--sunken);
    border-color: transparent;
  }
  .off .above > ul {
    padding-block-end: calc(var(--u) * 0.75);
  }
  .off:not(:has(.chip)) {
    min-block-size: max(var(--u) * 9, var(--hit));
  }
  /* Of a long page of fields, those out of sight are not laid out. What sticks out of a slot by a little is shown. */
  .field {
    content-visibility: auto;
    contain-intrinsic-size: auto 20em auto 5em;
    overflow-clip-margin: 1em;
    gap: calc(var(--u) * 1.5);
  }
  .field:focus,
  .alone:focus {
    outline: 0;
  }
  .field > .head {
    min-block-size: 0;
  }
  .field > .head .note {
    flex: 1;
  }
  .field .group + .cap {
    margin-block-start: calc(var(--u) * 2);
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
    --room: 100%;
    max-block-size: max(var(--room) - 0.5em, min(12em, 35vh));
    overflow: auto;
  }
  .wide[popover],
  .reason[popover] {
    inline-size: 24em;
    max-inline-size: calc(100vw - 2em);
    position-area: block-end span-inline-end;
    position-try-fallbacks:
      flip-block,
      flip-inline,
      flip-block flip-inline;
  }
  .stack {
    anchor-name: --stack;
  }
  .wide {
    position-anchor: --stack;
  }
  .badge {
    anchor-name: --badge;
  }
  .reason[popover] {
    position-anchor: --badge;
    inline-size: max-content;
  }
  .wide > .panel {
    border: 0;
    background: none;
  }
  .pop:focus {
    outline: 0;
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
  /* A reason, or what somebody would gain, is read to its end. */
  .opt .sub {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    white-space: normal;
    text-align: -webkit-match-parent; /* Chromium's name for the next line. */
    text-align: match-parent;
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
