/** Pictures side by side in one image, a column for each look, and how two such sheets differ. */
import pixelmatch from 'pixelmatch';
import sharp from 'sharp';
import { LOOKS } from './looks.ts';

/** Four bytes a pixel, row by row. */
export interface Sheet {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

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

const blank = (width: number, height: number): Sheet => ({
  data: Buffer.alloc(width * height * 4),
  width,
  height,
});

/** Draws the part of `from` that begins at `fromX` into `to` at these coordinates, as wide as it fits. */
function draw(from: Sheet, to: Sheet, { fromX = 0, x = 0, y = 0 }): void {
  const width = Math.min(from.width - fromX, to.width - x) * 4;
  for (let row = 0; row < Math.min(from.height, to.height - y); row++) {
    const start = (row * from.width + fromX) * 4;
    from.data.copy(to.data, ((row + y) * to.width + x) * 4, start, start + width);
  }
}

export async function decode(file: Buffer): Promise<Sheet> {
  const { data, info } = await sharp(file).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

const image = ({ data, width, height }: Sheet) => sharp(data, { raw: { width, height, channels: 4 } });

/** As it is kept: without loss, and as small as can be. */
export const encode = (sheet: Sheet): Promise<Buffer> =>
  image(sheet).webp({ lossless: true, effort: 6 }).toBuffer();

export const toPng = (sheet: Sheet): Promise<Buffer> => image(sheet).png().toBuffer();

/** Below a picture that is lower than others nothing is left but transparency. */
export async function sheetOf(pictures: Record<string, Buffer>): Promise<Sheet> {
  const images = await Promise.all(COLUMNS.map(({ look }) => decode(pictures[look]!)));
  const sheet = blank(WIDTH, Math.max(...images.map(({ height }) => height)));
  for (const [i, each] of images.entries()) draw(each, sheet, { x: COLUMNS[i]!.x });
  return sheet;
}

function column(sheet: Sheet, fromX: number, width: number, height: number): Sheet {
  const part = blank(width, height);
  draw(sheet, part, { fromX });
  return part;
}

export interface Difference {
  /** The looks that differ, each with the number of pixels. */
  looks: string[];
  /** The reference, what is there now, and the difference, below each other. */
  image: Sheet;
}

export function compare(before: Sheet, after: Sheet): Difference | undefined {
  // The looks have changed their number or size.
  if (before.width !== WIDTH) return { looks: ['another set of looks'], image: after };
  const height = Math.max(before.height, after.height);
  const all = blank(WIDTH, height * 3);
  draw(before, all, {});
  draw(after, all, { y: height });
  const looks: string[] = [];
  for (const { look, x, width } of COLUMNS) {
    const [a, b] = [column(before, x, width, height), column(after, x, width, height)];
    const difference = blank(width, height);
    const options = { threshold: THRESHOLD, checkerboard: false };
    const densest = pixelmatch(a.data, b.data, undefined, width, height, { ...options, windowSize: 16 });
    if (densest > MOST) {
      const count = pixelmatch(a.data, b.data, difference.data, width, height, options);
      looks.push(`${look} (${count} pixels)`);
    }
    draw(difference, all, { x, y: height * 2 });
  }
  return looks.length > 0 ? { looks, image: all } : undefined;
}
