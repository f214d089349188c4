/**
 * What others did, and what befell the record, made known: events for the page, sentences for the
 * viewer, focus out of what is gone. The viewer's own changes are told by `changes.ts`.
 */
import type { ReactiveController } from 'lit';
import { mayAddFollowers, mayView } from '../core/policy.ts';
import type { Problem } from '../core/problem.ts';
import type { Snapshot } from '../core/record.ts';
import type { Lost, Overlay } from '../data/overlay.ts';
import type { News } from '../data/told.ts';
import { fire } from './events.ts';
import type { Interaction, InteractionHost } from './interaction.ts';
import { remoteSentence } from './remote.ts';
import { LOST, stateMessage } from './states.ts';
import { facts } from './view.ts';

/** After this long a wait is worth a word, and after this long another. */
const SLOW = 1000;
const STILL = 6000;

export class Reporter implements ReactiveController {
  readonly #host: InteractionHost;
  readonly #interaction: Interaction;
  /** The host shows a message of its own for the problem that is there. */
  hushed = false;
  #access: ReturnType<typeof accessOf> | undefined;
  /** The viewer could change the owner. */
  #ruled = false;
  #problem: Problem | undefined;
  #busy: ReturnType<typeof setTimeout> | undefined;
  #tick: ReturnType<typeof setTimeout> | undefined;

  constructor(host: InteractionHost, interaction: Interaction) {
    this.#host = host;
    this.#interaction = interaction;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#tick);
    clearTimeout(this.#busy);
    this.#busy = undefined;
  }

  /** A pause is counted down. */
  hostUpdated(): void {
    clearTimeout(this.#tick);
    if (this.#host.overlay.store?.wait) this.#tick = setTimeout(() => this.#host.requestUpdate(), 1000);
  }

  /** Another record is shown, or none: nothing said of the last one holds. */
  attached(lost?: Lost): void {
    if (lost) this.mayLose('record', lost);
    this.hostDisconnected();
    this.#access = this.#problem = undefined;
    this.#ruled = this.hushed = false;
    this.#interaction.closeAll();
    this.#interaction.changes.clear();
  }

  /** The page lets nothing be drawn. */
  undrawable(): void {
    const message = this.#host.words.say('setup');
    const detail = { record: undefined, code: 'setup', message } as const;
    this.hushed = !fire(this.#host, 'crm-followers-problem', detail);
  }

  heard(news: News, first: boolean): void {
    const { overlay, words } = this.#host;
    const { store, shown } = overlay;
    if (!store) return;
    overlay.heard(news);
    if (news.type === 'emptied') {
      // What was said and found is not for whoever comes next.
      this.#interaction.closeAll();
      this.#interaction.changes.clear();
    }
    if (news.type === 'remote') {
      const { before } = news;
      const sentence = shown && remoteSentence(before, shown, words);
      if (sentence) this.#say(sentence);
      if (first) this.#interaction.changes.report(news, before, 'remote', store);
    }
    if (news.type === 'checking') {
      this.#interaction.changes.show({ kind: 'info', text: (now) => now.say('timeout.checking') });
    }
    this.#toldAccess(news, first);
    this.#toldRule();
    this.#toldProblem(first);
    this.#toldWait();
    this.#host.requestUpdate();
  }

  #toldAccess(news: News, first: boolean): void {
    const { overlay, words } = this.#host;
    const { store } = overlay;
    // What the server has agreed to; what is only on its way may still be refused.
    const shown = store?.confirmed;
    const left = news.type === 'access' && news.cause === 'left';
    // While nothing is known, nothing has changed.
    if (!store || (!shown && news.type !== 'access')) return;
    const access = accessOf(shown, overlay);
    const before = this.#access;
    this.#access = access;
    if (before === undefined && !overlay.viewerId && !shown?.can?.changeOwner) {
      console.warn('<crm-followers>: nobody said who the viewer is, so the owner is fixed.', this.#host);
    }
    if (before === undefined || before === access) return;
    const record = { ...store.record };
    if (first)
      fire(this.#host, 'crm-followers-access-change', { record, access, cause: left ? 'left' : 'changed' });
    if (!shown) this.#retreat(words.say(LOST[store.lost ?? 'changed']));
    else if (mayAddFollowers(overlay.situation(shown))) this.#retreat(words.say('rights.less'));
    else this.#say(words.say('rights.more'));
  }

  /** Losing only the owner's seat, or the right to give it away. */
  #toldRule(): void {
    const { overlay, words } = this.#host;
    const shown = overlay.store?.confirmed;
    const denial = shown && overlay.ownerDenial(shown);
    const ruled = !!shown && !denial;
    const lost = this.#ruled && denial && this.#interaction.ownerPicker?.active;
    this.#ruled = ruled;
    if (lost) this.#retreat(words.sayDenial(denial, facts(shown, words)));
  }

  /** What could be used a moment ago is about to go, and with it the focus. */
  #retreat(sentence: string): void {
    this.#interaction.retreat();
    this.#interaction.closeAll();
    this.#say(sentence);
  }

  /** Rows of a list say nothing of themselves until somebody looks into one. */
  #say(sentence: string): void {
    if (this.#host.view !== 'stack' || this.#interaction.disclosure.open) this.#host.announcer.say(sentence);
  }

  /** Tells of picks that are about to be lost; false where the page keeps them. */
  mayLose(cause: 'dialog' | 'record', { record, changes }: Lost, cancelable = false): boolean {
    const copies = changes.map(({ op, user, keepPrevious }) => ({ op, user, keepPrevious }));
    const detail = { record: { ...record }, changes: copies, cause };
    return !changes.length || fire(this.#host, 'crm-followers-unsaved', detail, cancelable);
  }

  /** A load that failed, once. */
  #toldProblem(first: boolean): void {
    const { overlay, words } = this.#host;
    const { store } = overlay;
    const problem = store?.problem;
    if (!store || problem === this.#problem) return;
    this.#problem = problem;
    this.hushed = false;
    if (!problem || !first || store.lost) return;
    const { code, reason } = problem;
    if (code === 'setup') console.warn('<crm-followers>: endpoint is no usable address.', this.#host);
    // As it will be shown: instead of the record, or as the reason why it may be out of date.
    const message = overlay.shown
      ? words.say('stale', { time: store.confirmedAt })
      : (stateMessage(overlay, words)?.text ?? words.say('load-failed'));
    const detail = { record: { ...store.record }, code, reason, message, cause: problem };
    this.hushed = !fire(this.#host, 'crm-followers-problem', detail);
  }

  /** Says that something takes long; what is quick is not worth a word. */
  #toldWait(): void {
    const { overlay, words } = this.#host;
    const { store } = overlay;
    const saving = !!store?.queue.length;
    const busy = saving || (store?.loading && !store.confirmed);
    if (!busy) {
      clearTimeout(this.#busy);
      this.#busy = undefined;
    } else {
      this.#busy ??= setTimeout(() => {
        this.#say(words.say(saving ? 'pending' : 'loading'));
        if (saving) this.#busy = setTimeout(() => this.#say(words.say('slow')), STILL - SLOW);
      }, SLOW);
    }
  }
}

/** What the viewer can do with the record: nothing, look, or change who follows. */
function accessOf(snapshot: Snapshot | undefined, overlay: Overlay): 'none' | 'view' | 'edit' {
  const situation = snapshot && overlay.situation(snapshot);
  if (!situation || mayView(situation)) return 'none';
  return mayAddFollowers(situation) ? 'view' : 'edit';
}
