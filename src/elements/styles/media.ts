/** Coarse pointers, motion, forced colours, print. */
import { css } from 'lit';

export const media = css`
  @media (pointer: coarse) {
    .crm {
      --hit: 44px;
    }
    :host(:not(:state(waiting), :state(loading), :state(ready), :state(failed))) {
      min-block-size: 44px;
    }
    input {
      font-size: max(16px, 1em);
    }
    .chip {
      --av: 2em;
      padding-inline-start: var(--u);
      gap: calc(var(--u) * 2.5);
    }
    .line,
    .chip > .name {
      flex: 1;
    }
    .above > .chips,
    .above > .chips > ul {
      display: block;
    }
    .above > .chips .chip {
      padding: 0;
      background: none;
      border-width: 0 0 1px;
      border-radius: 0;
      border-color: var(--line);
    }
    .box .x {
      inline-size: var(--hit);
    }
    .above > .chips .x {
      margin-inline-end: calc(0.571em - var(--hit) / 2);
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .crm * {
      transition:
        background-color var(--ease),
        color var(--ease),
        opacity var(--ease),
        scale var(--ease);
    }
    .spinner {
      animation: spin 0.8s linear infinite;
    }
    /* Only chips that the viewer adds: those of a page that is drawn would be layers of their own, a thousand of them. */
    @starting-style {
      :host(:focus-within) .chip,
      .pop,
      .msg {
        opacity: 0;
        scale: 0.97;
      }
    }
  }
  @media (forced-colors: active) {
    .on {
      background: Highlight;
      forced-color-adjust: none;
    }
    .on * {
      color: HighlightText !important;
    }
    svg {
      color: inherit !important;
    }
    .chip .x::before {
      color: ButtonText;
      forced-color-adjust: none;
    }
    .av {
      border: 1px solid;
      background: none;
    }
  }
  @media print {
    .x,
    .btn,
    .more,
    .entry {
      display: none;
    }
    /* Nobody can press paper to see the others. */
    .rest::after {
      content: attr(data-names);
    }
    .box {
      border: 0;
    }
  }
`;
