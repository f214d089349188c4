/** Chips, the small buttons in them, and what stands for those that are not shown. */
import { css } from 'lit';

export const chips = css`
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--u) * 1.5);
  }
  .chips > ul {
    display: contents;
  }
  .chip,
  .badge {
    display: flex;
    align-items: center;
    gap: calc(var(--u) * 1.5);
    max-inline-size: 100%;
    min-block-size: max(var(--u) * 7, var(--hit));
    border: 1px solid transparent;
    border-radius: var(--pill);
  }
  .chip {
    padding-inline-start: calc(var(--u) * 0.5);
    background: var(--sunken);
  }
  .chip .name {
    font-size: 0.929em;
  }
  .line {
    gap: calc(var(--u) * 1.5);
    align-items: baseline;
    min-inline-size: 0;
  }
  .chip .x {
    margin-inline-start: calc(var(--u) * -0.75);
  }
  .chip svg {
    inline-size: 1em;
    block-size: 1em;
  }
  .chip:not(:has(button)) {
    padding-inline-end: calc(var(--u) * 2.5);
  }
  .pending {
    border: 1px dashed var(--edge);
    background: none;
  }
  .pending .name {
    color: var(--muted);
  }
  .failed {
    border: 1px dashed var(--danger);
    background: none;
  }
  /* What was refused, and what says why, may need lines of its own. */
  .failed,
  .chip:has(> .line > .why) {
    flex-wrap: wrap;
    justify-content: end;
    padding-block: var(--u);
    padding-inline-end: var(--u);
    border-radius: calc(var(--u) * 3.5);
  }
  .failed .line,
  .chip:has(> .line > .why) .line {
    display: grid;
    flex: 1 0 12em;
  }
  .failed .name,
  .chip:has(> .line > .why) .name {
    white-space: normal;
  }
  .follow {
    display: flex;
    align-items: center;
    gap: calc(var(--u) * 1);
    border-radius: var(--pill);
    padding-inline: calc(var(--u) * 2) calc(var(--u) * 3);
    color: var(--accent);
  }
  .rows,
  .rows > ul {
    display: block;
  }
  .rows .chip {
    padding-block: calc(var(--u) * 1.5);
    background: none;
    border-width: 0 0 1px;
    border-color: var(--line);
    border-radius: 0;
  }
  .rows li:last-child {
    border: 0;
  }
  .auto {
    padding-inline: 0.5em;
    border-radius: var(--radius);
    background: var(--sunken);
  }
  .x {
    display: flex;
    place-content: center;
    align-items: center;
    inline-size: max(1.714em, var(--hit));
    aspect-ratio: 1;
    flex: none;
    color: var(--muted);
    border-radius: var(--pill);
  }
  /* A cross, without the two nodes of an icon in each chip. */
  .chip:not(.sent) > .x::before {
    content: '';
    inline-size: 0.54em;
    aspect-ratio: 1;
    background: currentcolor;
    clip-path: polygon(
      0 13%,
      13% 0,
      50% 37%,
      87% 0,
      100% 13%,
      63% 50%,
      100% 87%,
      87% 100%,
      50% 63%,
      13% 100%,
      0 87%,
      37% 50%
    );
  }
  .x:hover,
  .opt:hover,
  .stack:hover,
  button.badge:hover {
    background: var(--hover);
  }
  .more {
    display: flex;
    place-content: center;
    align-items: center;
    min-inline-size: 2em;
    padding-inline: 0.6em;
    border-radius: var(--pill);
    font-size: 0.857em;
    font-weight: 600;
    color: var(--muted);
    background: color-mix(in oklab, var(--text) 9%, var(--surface));
  }
`;
