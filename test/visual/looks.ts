/** The looks each story is compared in. In a sheet they stand side by side in this order. */
import type { Address } from '../../demo/pages/gallery-address.ts';

export interface Look {
  /** CSS pixels of the window. 320 are also what is left of 1280 at 400 % zoom. */
  width: number;
  address?: Partial<Address>;
  /** The system's few colours instead of ours. */
  forcedColors?: boolean;
}

export const LOOKS: Record<string, Look> = {
  light: { width: 440 },
  dark: { width: 440, address: { theme: 'dark' } },
  'right to left, in Arabic': { width: 440, address: { dir: 'rtl', lang: 'ar' } },
  'forced colours': { width: 440, forcedColors: true },
  '320 pixels, in words that are longer': { width: 320, address: { lang: 'en-XA' } },
  '320 pixels': { width: 320 },
};
