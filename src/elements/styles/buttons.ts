/** Buttons: the stack, the badge of the owner, and all others. */
import { css } from 'lit';

export const buttons = css`
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
