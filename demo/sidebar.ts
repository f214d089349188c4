/** The sidebar of the CRM, `pages/sidebar.html`, in each page that says `<!-- sidebar: /its-link.html -->`. */
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const PLACE = /<!-- sidebar: (\S+) -->/;

export const sidebar: Plugin = {
  name: 'sidebar',
  transformIndexHtml: {
    order: 'pre',
    handler: (page) =>
      page.replace(PLACE, (_, current: string) => {
        const html = readFileSync(new URL('pages/sidebar.html', import.meta.url), 'utf8');
        return html.replace(`<a href="${current}"`, '$& aria-current="page"');
      }),
  },
};
