/** Tokens: the short names the other sheets use, and the public `--crm-*` properties behind them. */
import { css } from 'lit';

export const tokens = css`
  .crm {
    --surface: var(--crm-surface, light-dark(#fff, #17181b));
    --overlay: var(--crm-overlay, light-dark(#fff, #1f2125));
    --text: var(--crm-text, light-dark(#131a29, #edeff5));
    --accent: var(--crm-accent, light-dark(#3b55d0, #93a5ff));
    --on-accent: var(--crm-on-accent, light-dark(#fff, #10152f));
    --danger: var(--crm-danger, light-dark(#b8322a, #ff9389));
    --warning: var(--crm-warning, light-dark(#875400, #efb75c));
    --success: var(--crm-success, light-dark(#18714a, #66cf9c));

    /* derived */
    --muted: var(--crm-muted, color-mix(in oklab, var(--text) 68%, var(--surface)));
    --edge: var(--crm-edge, color-mix(in oklab, var(--text) 47%, var(--surface)));
    --line: var(--crm-line, color-mix(in oklab, var(--text) 12%, transparent));
    --sunken: var(--crm-sunken, color-mix(in oklab, var(--text) 5%, transparent));
    --hover: var(--crm-hover, color-mix(in oklab, var(--text) 8%, transparent));
    --shadow: var(--crm-shadow, 0 0.15em 0.3em #0000000d, 0 0.6em 2em light-dark(#0f172a24, #0009));

    /* 4 px at 14 px text; every distance is a multiple, so text size scales the whole widget */
    --u: calc(1em / 3.5);
    --radius: var(--crm-radius, calc(var(--u) * 2));
    --pill: var(--crm-chip-radius, 9em);
    --pad: var(--crm-pad, calc(var(--u) * 4));
    --hit: 24px;
    --ease: var(--crm-duration, 0.14s) cubic-bezier(0.2, 0.7, 0.3, 1);
  }

  /* Ten avatar hues; lightness is fixed, so each pair has the same contrast */
  .av {
    --h: 20;
  }
  [data-h='1'] {
    --h: 50;
  }
  [data-h='2'] {
    --h: 85;
  }
  [data-h='3'] {
    --h: 125;
  }
  [data-h='4'] {
    --h: 155;
  }
  [data-h='5'] {
    --h: 190;
  }
  [data-h='6'] {
    --h: 230;
  }
  [data-h='7'] {
    --h: 265;
  }
  [data-h='8'] {
    --h: 300;
  }
  [data-h='9'] {
    --h: 345;
  }
`;
