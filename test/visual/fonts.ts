/**
 * The fonts of reference images: Debian's Noto and no other, drawn without hinting, so that what else is installed on a
 * machine, and how it likes its text, makes no difference.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['/usr/share/fonts/truetype/noto', '/usr/share/fonts/opentype/noto'];

/** Writes a configuration of fontconfig into a folder; answers its path. Throws a sentence where the fonts are missing. */
export function writeFontConfig(folder: string): string {
  const missing = FOLDERS.filter((each) => !existsSync(each));
  if (missing.length > 0)
    throw new Error(
      `Pictures are compared with the fonts of Debian's packages fonts-noto-core and fonts-noto-cjk, but there is no ${missing.join(' and no ')}.`,
    );
  const path = join(folder, 'fonts.conf');
  const preferred = ['Noto Sans', 'Noto Sans Arabic', 'Noto Sans Hebrew', 'Noto Sans CJK JP'];
  const set = (name: string, type: string, value: string) =>
    `<edit name="${name}" mode="assign"><${type}>${value}</${type}></edit>`;
  writeFileSync(
    path,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>
${FOLDERS.map((each) => `<dir>${each}</dir>`).join('')}
<cachedir>/var/cache/fontconfig</cachedir><cachedir>${folder}</cachedir>
${['sans-serif', 'serif', 'monospace', 'system-ui']
  .map(
    (family) =>
      `<alias binding="same"><family>${family}</family><prefer>${preferred.map((each) => `<family>${each}</family>`).join('')}</prefer></alias>`,
  )
  .join('\n')}
<match target="font">${set('antialias', 'bool', 'true')}${set('hinting', 'bool', 'false')}${set('hintstyle', 'const', 'hintnone')}${set('rgba', 'const', 'none')}</match>
</fontconfig>
`,
  );
  return path;
}
