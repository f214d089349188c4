/** Avatars, names and chips. */
import { css } from 'lit';

export const people = css`
  .person {
    gap: calc(var(--u) * 2.5);
  }
  .who {
    flex: 1 0 6em;
    min-inline-size: 0;
    display: grid;
  }
  .name,
  .sub {
    white-space: nowrap;
  }
  /* What is cut off is the end of a text, in its own direction */
  .name,
  .sub,
  bdi {
    min-inline-size: 0;
    overflow: clip;
    text-overflow: ellipsis;
  }
  bdi {
    display: inline-block;
    max-inline-size: 100%;
    vertical-align: bottom;
    text-align: -webkit-match-parent; /* Chromium's name for the next line. */
    text-align: match-parent;
  }
  .name {
    font-weight: 500;
  }
  .ask .name {
    font-weight: 600;
    white-space: normal;
  }
  .why {
    white-space: normal;
  }
  .av {
    position: relative;
    flex: none;
    display: flex;
    place-content: center;
    align-items: center;
    overflow: clip;
    font-size: calc(var(--av, 1.571em) * 0.4);
    inline-size: calc(1em / 0.4);
    aspect-ratio: 1;
    line-height: 1;
    font-weight: 600;
    border-radius: var(--crm-avatar-radius, 50%);
    background: light-dark(oklch(0.91 0.055 var(--h)), oklch(0.4 0.075 var(--h)));
    color: light-dark(oklch(0.4 0.11 var(--h)), oklch(0.94 0.04 var(--h)));
  }
  .person .av {
    --av: 2em;
  }
  .owner > * > .av {
    --av: 2.571em;
  }
  [data-i]::before {
    content: attr(data-i);
  }
  .av img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    opacity: 0;
  }
  .av .shown {
    opacity: 1;
  }
  .none {
    background: var(--hover);
    color: var(--muted);
  }

  /* Chips */
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

  /* Stack */
  .stack {
    display: flex;
    align-items: center;
    padding: 2px;
    border-radius: var(--pill);
    min-block-size: var(--hit);
    min-inline-size: var(--hit);
  }
  .stack > * {
    --av: 1.714em;
    box-shadow: 0 0 0 2px var(--surface);
  }
  .stack > * + * {
    margin-inline-start: -0.25em;
  }
  .stack .more {
    position: relative;
    block-size: 2em;
    padding-inline: 0.4em;
  }
  .stack .more svg {
    inline-size: 1.2em;
    block-size: 1.2em;
  }

  /* Owner badge */
  .badge {
    inline-size: 100%;
    padding-inline: calc(var(--u) * 0.75) calc(var(--u) * 2);
    text-align: start;
  }
  .badge > .sub {
    flex: 0 9 auto;
  }
  .badge > svg {
    color: var(--muted);
    margin-inline-start: auto;
  }
  .boxed .badge {
    min-block-size: max(var(--u) * 9, var(--hit));
    padding-inline: calc(var(--u) * 1.5) calc(var(--u) * 2);
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .boxed span.badge {
    background: var(--sunken);
    border-color: transparent;
  }

  /* Buttons */
  .btn {
    font-size: 0.929em;
    font-weight: 500;
    min-block-size: max(2.154em, var(--hit));
    padding-inline: 0.77em;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    white-space: nowrap;
  }
  .btn:hover {
    background-image: linear-gradient(var(--hover) 0 0);
  }
  .text {
    border-color: transparent;
    color: var(--accent);
  }
  .go {
    background: var(--accent);
    border-color: transparent;
    color: var(--on-accent);
  }
  .bad .go {
    background: var(--c);
    color: var(--surface);
  }
`;
