/** Messages, and the geometry that stands in while data is awaited. */
import { css } from 'lit';

export const messages = css`
  .msg {
    flex-wrap: wrap;
    align-items: start;
    justify-content: end;
    padding: var(--u) calc(var(--u) * 2.5);
    border-radius: var(--radius);
    background: color-mix(in oklab, var(--c, var(--muted)) 9%, transparent);
    border: 1px solid transparent;
  }
  .msg > svg {
    color: var(--c, var(--muted));
    margin-block: calc(var(--u) * 1.5);
  }
  .msg p {
    flex: 1 10em;
    font-size: 0.929em;
    margin-block: 0.36em;
    text-wrap: pretty;
  }
  /* A sentence that is not in the language of the page may run against its direction */
  .msg p,
  .note span {
    unicode-bidi: plaintext;
  }
  .msg .btn {
    margin-inline-end: -0.5em;
  }
  .msg:has(.btn + .btn) p {
    flex-basis: 12em;
  }
  .ok > svg {
    color: var(--success);
  }
  .warn {
    --c: var(--warning);
  }
  .bad {
    --c: var(--danger);
  }
  /* Loading */
  .skel :is(.av, .name, .sub, .chip, .box),
  .skel.badge .name {
    background: var(--sunken);
    color: transparent;
    border-color: transparent;
  }
  .skel :is(.name, .sub) {
    inline-size: 55%;
    line-height: 1;
    border-radius: var(--radius);
    margin-block: 0.15em;
  }
  .skel .name {
    inline-size: 40%;
  }
  .field.skel .box {
    block-size: max(var(--u) * 9, var(--hit));
    overflow: hidden;
  }
  .skel :is(.chip, .box) > *,
  .skel .note .sub {
    visibility: hidden;
  }
  .skel .chip {
    inline-size: 8.5em;
  }
  @keyframes spin {
    to {
      rotate: 1turn;
    }
  }

  .sr {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
