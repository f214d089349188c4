/** Pictures side by side in one image, a column for each look, and how two such sheets differ. */
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { LOOKS } from './looks.ts';

/** Columns by look, in order. */
const COLUMNS = (() => {
  let x = 0;
  return Object.entries(LOOKS).map(([look, { width }]) => ({ look, width, x: (x += width) - width }));
})();
const WIDTH = COLUMNS.reduce((sum, { width }) => sum + width, 0);

/**
 * A pixel differs from this distance of colours on (1 lies between black and white), unless it is the smoothed edge of a
 * shape in both pictures. So much can change with the version of the browser; a change that was made can be seen.
 */
const THRESHOLD = 0.02;
/** So many pixels may differ within a square of 16. */
const MOST = 6;

const blank = (height: number): PNG => new PNG({ width: WIDTH, height });

/** Below a picture that is lower than others nothing is left but transparency. */
export function sheetOf(pictures: Record<string, Buffer>): PNG {
  const images = COLUMNS.map(({ look }) => PNG.sync.read(pictures[look]!));
  const sheet = blank(Math.max(...images.map(({ height }) => height)));
  for (const [i, image] of images.entries()) {
    const { x, width } = COLUMNS[i]!;
    PNG.bitblt(image, sheet, 0, 0, width, image.height, x, 0);
  }
  return sheet;
}

export const encode = (sheet: PNG): Buffer => PNG.sync.write(sheet, { deflateLevel: 9, filterType: -1 });
export const decode = (bytes: Buffer): PNG => PNG.sync.read(bytes);

function withHeight(sheet: PNG, height: number): PNG {
  const taller = blank(height);
  PNG.bitblt(sheet, taller, 0, 0, WIDTH, sheet.height, 0, 0);
  return taller;
}

function column(sheet: PNG, x: number, width: number): PNG {
  const part = new PNG({ width, height: sheet.height });
  PNG.bitblt(sheet, part, x, 0, width, sheet.height, 0, 0);
  return part;
}

export interface Difference {
  /** The looks that differ, each with the number of pixels. */
  looks: string[];
  /** The reference, what is there now, and the difference, below each other. */
  image: PNG;
}

export function compare(reference: PNG, now: PNG): Difference | undefined {
  // The looks have changed their number or size.
  if (reference.width !== WIDTH) return { looks: ['another set of looks'], image: now };
  const height = Math.max(reference.height, now.height);
  const [before, after] = [withHeight(reference, height), withHeight(now, height)];
  const image = blank(height * 3);
  PNG.bitblt(before, image, 0, 0, WIDTH, height, 0, 0);
  PNG.bitblt(after, image, 0, 0, WIDTH, height, 0, height);
  const looks: string[] = [];
  for (const { look, x, width } of COLUMNS) {
    const [a, b, difference] = [
      column(before, x, width),
      column(after, x, width),
      new PNG({ width, height }),
    ];
    const options = { threshold: THRESHOLD, checkerboard: false };
    const densest = pixelmatch(a.data, b.data, undefined, width, height, { ...options, windowSize: 16 });
    if (densest > MOST) {
      const count = pixelmatch(a.data, b.data, difference.data, width, height, options);
      looks.push(`${look} (${count} pixels)`);
    }
    PNG.bitblt(difference, image, 0, 0, width, height, x, height * 2);
  }
  return looks.length > 0 ? { looks, image } : undefined;
}
