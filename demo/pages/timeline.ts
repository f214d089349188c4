/** What happened to a record, newest first, a list for each day. */
import type { Activity } from './crm.ts';
import { el, name } from './dom.ts';
import { icon, type IconName } from './icons.ts';

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

export function timeline(activities: readonly Activity[]): HTMLElement[] {
  const parts: HTMLElement[] = [];
  let heading: string | undefined;
  for (const activity of activities) {
    const title = day(new Date(activity.at));
    if (title !== heading) parts.push(el('h3', { class: 'day' }, title), el('ol', { class: 'time' }));
    heading = title;
    parts.at(-1)?.append(entry(activity));
  }
  return parts;
}

function day(date: Date): string {
  if (Number.isNaN(date.getTime())) return 'Earlier';
  const today = new Date();
  if (date.toDateString() === today.toDateString()) return 'Today';
  today.setDate(today.getDate() - 1);
  if (date.toDateString() === today.toDateString()) return 'Yesterday';
  return (date.getFullYear() === new Date().getFullYear() ? DAY : YEAR).format(date);
}

function entry(activity: Activity): HTMLElement {
  const date = new Date(activity.at);
  return el(
    'li',
    { class: 'ev' },
    el('span', { class: 'dot' }, icon(iconOf(activity))),
    el('p', {}, ...sentence(activity)),
    Number.isNaN(date.getTime())
      ? null
      : el('time', { class: 'small muted', datetime: activity.at }, TIME.format(date)),
  );
}

function iconOf({ kind, source }: Activity): IconName {
  if (source?.kind === 'rule') return 'workflow';
  return kind.startsWith('follower') || kind.startsWith('owner') ? 'people' : 'note';
}

/** Who did what; a change whose kind this page doesn't know is still told. */
function sentence({ kind, user, previous, source, before, after }: Activity): (Node | string)[] {
  const who = el('b', {}, name(actor(source)));
  const whom = name(user?.name ?? 'somebody');
  if (kind === 'follower-added') {
    return user?.id === source?.by?.id
      ? [who, ' started following']
      : [who, ' added ', whom, ' as a follower'];
  }
  if (kind === 'follower-removed') {
    return user?.id === source?.by?.id
      ? [who, ' stopped following']
      : [who, ' removed ', whom, ' from the followers'];
  }
  if (kind === 'owner-changed') {
    return [
      who,
      ' made ',
      whom,
      ' the owner',
      ...(previous && previous.id !== source?.by?.id ? [' in place of ', name(previous.name)] : []),
    ];
  }
  if (kind === 'stage-changed') return [who, ' moved it to ', name(after ?? '')];
  if (kind === 'tag-added') return [who, ' added the tag ', name(`“${after}”`)];
  if (kind === 'tag-removed') return [who, ' removed the tag ', name(`“${before}”`)];
  return kind === 'created' ? [who, ' created the contact'] : [who, ' changed the contact'];
}

function actor(source: Activity['source']): string {
  if (source?.by) return source.by.name;
  if (source?.kind === 'rule') return `Workflow “${source.name ?? 'unnamed'}”`;
  if (source?.kind === 'import') return source.name ?? 'An import';
  return source?.name ?? 'The system';
}
