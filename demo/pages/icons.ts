/** The pages' icons: strokes on a 16 grid, decoration only. The words stand beside them. */
const SVG = 'http://www.w3.org/2000/svg';

const PATHS = {
  bolt: 'M8.8 2 3.5 9h4l-.3 5 5.3-7h-4z',
  check: 'M3.5 8.5l3 3 6-7',
  columns: 'M2.5 3h3v10h-3zM6.5 3h3v6.5h-3zM10.5 3h3v8h-3z',
  cross: 'M4.5 4.5l7 7m0-7l-7 7',
  down: 'M8 3v10m0 0 3.8-3.8M8 13 4.2 9.2',
  equal: 'M4 6.2h8M4 9.8h8',
  leave: 'M6 7.6a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6ZM2 13a4 4 0 0 1 8 0M11 6h4',
  mail: 'M2 4h12v8.5H2zM2.3 4.4 8 8.8l5.7-4.4',
  note: 'M3.5 2.5h9v11h-9zM6 5.8h4M6 8.3h4M6 10.8h2',
  pencil: 'M10.8 2.8 13.2 5.2 5.6 12.8 2.6 13.4 3.2 10.4zM9.3 4.3l2.4 2.4',
  people:
    'M6 7.6a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6ZM2 13a4 4 0 0 1 8 0M10.5 3.3a2.3 2.3 0 0 1 0 4.2M11.8 9.7A4 4 0 0 1 14 13',
  phone:
    'M3.2 2.8h2.5l1.2 3-1.6 1.1a7.5 7.5 0 0 0 3.8 3.8l1.1-1.6 3 1.2v2.5a1 1 0 0 1-1 1A11 11 0 0 1 2.2 3.8a1 1 0 0 1 1-1Z',
  trash: 'M3 4.5h10M6.3 4.3V2.8h3.4v1.5M4.3 4.5l.5 8.7h6.4l.5-8.7',
  up: 'M8 13V3m0 0 3.8 3.8M8 3 4.2 6.8',
  workflow: 'M3 2.8h3.5v3.5H3zM9.5 9.7H13v3.5H9.5zM4.8 6.3v3a2 2 0 0 0 2 2h2.7',
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
