/** The table that is printed. */
import type { Measured, Times } from './http.ts';

export interface Row {
  readonly what: string;
  readonly here: string;
  /** The design on its own: SQL alone, or a server with nothing but this route. */
  readonly lab: string;
  readonly goal?: string;
}

const ms = (value: number) => (value < 10 ? value.toFixed(1) : value.toFixed(0));

/** As in `12/34 ms`. */
export const times = ({ p50, p95 }: Times): string => `${ms(p50)}/${ms(p95)} ms`;

/** As in `828/s, 46/214 ms`. */
export const rate = (measured: Measured): string => `${measured.perSecond.toFixed(0)}/s, ${times(measured)}`;

export function printed(rows: readonly Row[]): string {
  const table = [
    ['', 'here, p50/p95', 'lab', 'goal'],
    ...rows.map(({ what, here, lab, goal = '' }) => [what, here, lab, goal]),
  ];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  return table
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
