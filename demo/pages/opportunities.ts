/**
 * The board of opportunities: loads them, draws them, moves them from stage to stage, and opens the form for which
 * the address asks. Followers on the cards and in the form are the element's own affair.
 */
import 'crm-followers';
import { enter, leave, rename, type Wanted, wanted } from './address.ts';
import { Board } from './board.ts';
import { Contacts } from './contacts.ts';
import { type Changed, crm, type Me, type Opportunity, pages, Refusal } from './crm.ts';
import { find } from './dom.ts';
import { notice } from './notice.ts';
import { isOpen, money, type Stage, stageName, isStage } from './opportunity.ts';
import { openDialog, type Opened } from './opportunity-dialog.ts';
import type { EditorHost } from './opportunity-editor.ts';
import { whyNot } from './refusals.ts';
import { stageMenu } from './stage-menu.ts';
import { say } from './status-line.ts';
import { showViewers } from './viewers.ts';
import { told } from './workflow.ts';

const main = find('main');
const all = new Map<string, Opportunity>();
/** What was touched last comes first in its column; the rest is newest first, as the server sends it. */
const touched = new Map<string, number>();
const contacts = new Contacts(find<HTMLDataListElement>('#contacts'));
let me: Me | undefined;
let current: { form: Wanted; readonly opened: Opened } | undefined;

const board = new Board(find('.board'), {
  open: (id) => void open({ id }),
  move: (id, stage) => void move(id, stage),
});
stageMenu(
  find('.board'),
  (id) => all.get(id)?.stage,
  (id, stage) => void move(id, stage),
);

async function load(): Promise<void> {
  reveal('loading');
  try {
    me = await crm<Me>('/me');
    find('[data-add]').hidden = me.canEdit === false;
    sync();
    for await (const page of pages<Opportunity>('/opportunities')) {
      for (const opportunity of page) all.set(opportunity.id, opportunity);
      draw();
    }
    reveal('ready');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const why = error.status === 401 ? 'signed-out' : 'failed';
    find('.notice').replaceChildren(...notice(why, () => void load(), { thing: 'board' }));
    reveal(why);
  }
}

function reveal(state: 'loading' | 'ready' | 'signed-out' | 'failed'): void {
  main.dataset['state'] = state;
  main.ariaBusy = state === 'loading' ? 'true' : null;
  const shown = state === 'loading' || state === 'ready';
  find('.notice').hidden = shown;
  for (const part of document.querySelectorAll<HTMLElement>('[data-board]')) part.hidden = !shown;
  find('.nothing').hidden = state !== 'ready' || all.size > 0;
}

function draw(): void {
  const rank = ({ id }: Opportunity) => touched.get(id) ?? 0;
  const sorted = [...all.values()].sort((a, b) => rank(b) - rank(a));
  board.draw(sorted);
  const running = sorted.filter(({ stage }) => isOpen(stage));
  const sum = running.reduce((total, { value }) => total + (value ?? 0), 0);
  find('[data-summary]').textContent = `${running.length} open · ${money(sum)}`;
}

function put({ rules, ...opportunity }: Changed<Opportunity>): void {
  const before = all.get(opportunity.id);
  if (before?.stage !== opportunity.stage) touched.set(opportunity.id, touched.size + 1);
  all.set(opportunity.id, { ...before, ...opportunity });
  find('.nothing').hidden = true;
  draw();
  if (rules) board.refresh(opportunity.id);
}

/** Changes of one card's stage go out one after another. */
const moving = new Map<string, Promise<void>>();

async function move(id: string, stage: Stage): Promise<void> {
  const before = all.get(id);
  if (!before || before.stage === stage) return;
  put({ ...before, stage });
  const turn = (moving.get(id) ?? Promise.resolve()).then(() => send(before, stage));
  moving.set(id, turn);
  await turn;
}

async function send(before: Opportunity, stage: Stage): Promise<void> {
  const { id, name } = before;
  try {
    const body = JSON.stringify({ stage });
    const path = `/opportunities/${encodeURIComponent(id)}`;
    const moved = await crm<Changed<Opportunity> | null>(path, { method: 'PATCH', body });
    // A workflow has cost the viewer the sight of it.
    if (!moved) {
      forget(id);
      return say(`“${name}” moved to ${stageName(stage)}. You no longer have access to it.`);
    }
    if (moved.rules) board.refresh(id);
    const back = before.stage;
    const undo = isStage(back) && { label: 'Undo', run: () => void move(id, back) };
    say([`“${name}” moved to ${stageName(stage)}.`, told(moved.rules)].join(' ').trim(), undo || undefined);
  } catch (error) {
    const why = whyNot(error);
    if (error instanceof Refusal && error.status === 404) forget(id);
    // Where it was meant to go meanwhile is another matter.
    else if (all.get(id)?.stage === stage) put(before);
    say(`“${name}” was not moved to ${stageName(stage)}. ${why}`, undefined, 'trouble');
  }
}

function forget(id: string): void {
  all.delete(id);
  draw();
  find('.nothing').hidden = all.size > 0;
}

async function open(form: Wanted): Promise<void> {
  await enter(form);
  sync();
}

/** Opens or closes what the address says is open. */
function sync(): void {
  const asked = wanted();
  if (!me || (current && asked && current.form.id === asked.id)) return;
  if (current) {
    // Back was pressed on something that is not saved: it stays, and so does its address, until that is settled.
    if (!current.opened.editor.mayClose()) return void enter(current.form);
    const { shell } = current.opened;
    current = undefined;
    shell.close();
  }
  if (asked) show(asked);
}

function show(form: Wanted): void {
  const entry = { form } as { form: Wanted; opened: Opened };
  const host: EditorHost = {
    me: me!,
    contacts,
    known: (id) => all.get(id),
    saved: put,
    created(id) {
      entry.form = { id };
      if (current === entry) rename(entry.form);
    },
    lost: forget,
    done: (sentence) => say(sentence),
    trouble: (sentence, review) => say(sentence, { label: 'Review', run: review }, 'trouble'),
  };
  entry.opened = openDialog(form, host, {
    reopened() {
      current = entry;
      void enter(entry.form);
    },
    closed() {
      if (current !== entry) return;
      current = undefined;
      leave();
      if (entry.form.id && document.activeElement === document.body) board.focus(entry.form.id);
    },
  });
  current = entry;
}

addEventListener('popstate', sync);
find('[data-add]').addEventListener('click', () => void open({}));
// A card's own panel may cost the viewer the sight of it.
find('.board').addEventListener('crm-followers-access-change', ({ detail }) => {
  const name = all.get(detail.record.id)?.name;
  if (detail.access !== 'none' || !name) return;
  forget(detail.record.id);
  say(`You no longer have access to “${name}”.`);
  main.focus();
});
void showViewers();
void load();
