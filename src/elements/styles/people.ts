/** Avatars and names. */
import { css } from 'lit';

export const people = css`
  .person {
    gap: calc(var(--u) * 2.5);
  }
  .who,
  .opt > .name {
    flex: 1 0 6em;
    min-inline-size: 0;
  }
  .who {
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
`;
