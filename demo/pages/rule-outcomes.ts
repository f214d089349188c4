/** What a workflow did, or would do, person by person, as a list; and the way to the record it did it to. */
import { asViewer, viewerId } from './crm.ts';
import { el } from './dom.ts';
import { icon, type IconName } from './icons.ts';
import { outcome, type Result } from './workflow.ts';

export interface RuleRecord {
  type: string;
  id: string;
  name: string;
}

export function outcomes(results: readonly Result[], trial = false): HTMLElement {
  return el(
    'ul',
    { class: 'outcomes' },
    ...results.map((result) => {
      const kind = kindOf(result);
      return el('li', { 'data-kind': kind }, icon(ICONS[kind]), el('span', {}, outcome(result, trial)));
    }),
  );
}

type Kind = 'done' | 'same' | 'refused';

const ICONS: Readonly<Record<Kind, IconName>> = { done: 'check', same: 'equal', refused: 'cross' };

function kindOf({ outcome: became }: Result): Kind {
  if (became === 'refused') return 'refused';
  return became === 'already' || became === 'absent' ? 'same' : 'done';
}

export function linkTo({ type, id }: Pick<RuleRecord, 'type' | 'id'>): string {
  const page = type === 'contact' ? '/contact.html' : '/opportunities.html';
  const url = `${page}?id=${encodeURIComponent(id)}`;
  return viewerId ? asViewer(viewerId, url) : url;
}
