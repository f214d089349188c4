/**
 * What happens when the viewer asks for a change: policy, question, events, message.
 * Here a change turns into words. Sending it is the overlay's and the store's business.
 */
import type { Announcer } from '../controllers/announcer.ts';
import type { Change } from '../core/intent.ts';
import { eligibility, hasSeat, type Role } from '../core/policy.ts';
import { Problem } from '../core/problem.ts';
import type { Denial } from '../core/reason.ts';
import { doneBy, type Snapshot, type User } from '../core/record.ts';
import type { Outcome, Result } from '../core/result.ts';
import { type Made, type Overlay, RETRYABLE } from '../data/overlay.ts';
import { holds } from '../data/send.ts';
import type { RecordStore, Settled } from '../data/store.ts';
import type { Told } from '../data/told.ts';
import type { MessageKey } from '../locales/languages.ts';
import type { Params, Words } from '../locales/messages.ts';
import { Asking } from './asking.ts';
import { fire } from './events.ts';
import type { Message } from './message.ts';
import { nameOf } from './person.ts';
import { facts } from './view.ts';

/**
 * `viewer`: with the widget's own controls · `agreed`: the same, asked already · `undo` · `method`: by the
 * host's code, which asks its own questions.
 */
type Origin = 'viewer' | 'agreed' | 'undo' | 'method';

/** A message that lasts, said in whatever language the element speaks when it is drawn. */
interface Kept extends Omit<Message, 'text'> {
  readonly text: (words: Words) => string;
}

export interface ChangesHost extends HTMLElement {
  readonly overlay: Overlay;
  readonly announcer: Announcer;
  readonly words: Words;
  readonly recordName: string | undefined;
  /** Why the form lets the viewer change nothing, in words. */
  readonly lock: string | undefined;
  /** Fires native events, with the form up to date. */
  tell(...types: ('input' | 'change')[]): void;
  requestUpdate(): void;
}

export class Changes {
  readonly asking: Asking;
  readonly #host: ChangesHost;
  #message: Kept | undefined;
  #again: Change | undefined;

  constructor(host: ChangesHost) {
    this.#host = host;
    this.asking = new Asking(host);
  }

  /** What the message line says. */
  get message(): Message | undefined {
    const { overlay, words } = this.#host;
    const kept = this.#message;
    // Somebody else may have changed the same person since: then there is nothing left to undo.
    const undone = kept?.act === 'undo' && !overlay.back;
    return kept && { ...kept, text: kept.text(words), act: undone ? undefined : kept.act };
  }

  /** Makes a change, asking first where it can't be taken back and costs the viewer something. */
  async make(change: Change, origin: Origin = 'viewer'): Promise<Result> {
    const { overlay, lock } = this.#host;
    let wanted: Change | undefined = change;
    // A control that was there a moment ago; the host's code may do in a locked field what it likes.
    if (lock && origin !== 'method') return this.#denied(change, { reason: 'check', detail: lock }, origin);
    // What is only drafted costs nobody anything.
    if (origin === 'viewer' && overlay.mode !== 'draft') {
      // What is refused whatever the answer is refused without a question.
      const denial = this.#denial({ ...change, keepPrevious: false });
      if (denial) return this.#denied(change, denial, origin);
      wanted = overlay.shown && (await this.asking.ask(change, overlay.shown));
      if (!wanted) return this.#result(change, 'refused');
    }
    const denial = this.#denial(wanted);
    if (denial) return this.#denied(wanted, denial, origin);
    const { store, record } = overlay;
    // What is so already is no change, and nobody is told of one.
    const changes = !holds(overlay.shown!, wanted);
    if (changes && !fire(this.#host, 'crm-followers-before-change', { record: { ...record }, ...wanted })) {
      return this.#result(wanted, 'refused');
    }
    this.clear();
    const making = overlay.make(wanted);
    if (changes) this.#host.tell('input');
    const made = await making;
    if (made.outcome === 'refused') this.#refused(wanted, made, origin, store!);
    else this.#done(wanted, made, origin, store);
    return this.resultOf(made);
  }

  #denial(change: Change): Denial | undefined {
    const { overlay } = this.#host;
    return overlay.shown ? overlay.denial(change, overlay.shown) : { reason: 'not-visible' };
  }

  #result({ op, user }: Change, outcome: Outcome, reason?: string, code?: string, detail?: string): Result {
    return { op, userId: user.id, name: nameOf(user, this.#host.words), outcome, code, reason, detail };
  }

  /** How a change ended, as methods answer it. */
  resultOf({ intent, outcome, denial, problem }: Settled): Result {
    const { reason, detail } = denial ?? problem ?? {};
    return this.#result(intent, outcome, reason, problem?.code, detail);
  }

  /** What sentences may name, as it is now. */
  #facts(user?: User): (words: Words) => Params {
    const { shown } = this.#host.overlay;
    return (words) => facts(shown, words, user);
  }

  /** Says why somebody in the list can't be chosen. */
  explain(user: User, role: Role): void {
    const { overlay, words, announcer } = this.#host;
    const { shown } = overlay;
    const denial = shown && (eligibility(user, shown, role, overlay.check) ?? hasSeat(shown));
    if (denial) announcer.say(words.sayDenial(denial, this.#facts(user)(words)));
  }

  /** Puts a message into the message line, and says it. */
  show(message: Kept, spoken = message.text): void {
    this.#message = message;
    // An alert speaks for itself.
    if (message.kind !== 'bad') this.#host.announcer.say(spoken(this.#host.words));
    this.#host.requestUpdate();
  }

  clear(): void {
    this.#message = this.#again = undefined;
    this.#host.requestUpdate();
  }

  /** The policy refused, before anything was sent. */
  #denied(change: Change, denial: Denial, origin: Origin): Result {
    if (origin !== 'method') {
      const facts = this.#facts(change.user);
      const text = (words: Words) => words.sayDenial(denial, facts(words));
      if (denial.reason === 'offline') {
        // For as long as it lasts it stands in the message line by itself; nothing older may hide it.
        this.clear();
        this.#host.announcer.say(text(this.#host.words));
      } else this.show({ kind: 'warn', text: this.#undone(text, origin), act: 'dismiss' });
    }
    return this.#result(change, 'refused', denial.reason, undefined, denial.detail);
  }

  #undone(text: Kept['text'], origin: Origin): Kept['text'] {
    return origin === 'undo' ? (words) => words.say('undo.refused', { reason: text(words) }) : text;
  }

  #done(change: Change, made: Made, origin: Origin, store: RecordStore | undefined): void {
    const { overlay } = this.#host;
    const { shown } = overlay;
    if (made.outcome === 'already' || made.outcome === 'absent') return this.#host.requestUpdate();
    this.#host.tell('change');
    if (made.told && store) this.report(made.told, made.before, origin === 'undo' ? 'undo' : 'user', store);
    // Losing sight of the record is told by whoever hears of it, see `reporter.ts`; and the element may
    // show another record by now.
    if (!shown || overlay.store !== store) return;
    const params = this.#facts(change.user);
    const key = origin === 'undo' ? 'done.undo' : this.#doneKey(change, made, shown);
    const text = (words: Words) =>
      (made.late ? `${words.say('timeout.saved')} ` : '') + words.say(key, params(words));
    const full = change.op === 'add' && shown.followers.length === shown.limit;
    const undo = made.undoable && origin !== 'undo';
    this.show(
      {
        kind: 'ok',
        text,
        icon: change.op === 'remove' ? 'undo' : 'check',
        act: undo ? 'undo' : undefined,
      },
      full ? (words) => `${text(words)} ${words.say('limit.reached', params(words))}` : text,
    );
  }

  #doneKey({ op, user }: Change, { undoable }: Made, { followers, limit }: Snapshot): MessageKey {
    const { overlay } = this.#host;
    const me = user.id === overlay.viewerId;
    // What waits to be saved is said as what will be; of others it is said what the field now holds.
    if (overlay.mode !== 'auto') {
      if (op === 'owner') return 'staged.owner';
      if (me) return op === 'add' ? 'staged.follow' : 'staged.leave';
    }
    if (op === 'owner') return 'done.owner';
    if (op === 'add') return me ? 'done.follow' : 'done.add';
    if (me) return undoable ? 'done.leave' : 'done.leave.final';
    if (undoable) return 'done.remove';
    if (!user.active) return 'done.remove.inactive';
    return followers.length >= limit ? 'done.remove.over' : 'done.remove';
  }

  /** The server refused, or could not be reached. */
  #refused(change: Change, made: Made, origin: Origin, store: RecordStore): void {
    const { overlay } = this.#host;
    const shown = overlay.store === store ? overlay.shown : undefined;
    const problem = made.problem ?? new Problem('unknown', made.denial);
    if (problem.code === 'version-mismatch' && shown) return void this.#askAgain(change);
    // After a second look it is known; without one nobody can say.
    const known = problem.code === 'timeout' && !store.problem;
    const text = known ? (words: Words) => words.say('timeout.lost') : this.sentenceOf(change, problem);
    const { code } = problem;
    const { user } = change;
    const heard = this.tellProblem(change, problem, text(this.#host.words), store);
    // One sentence for a batch: the first refusal is the cause of the others.
    if (!heard || made.joint || !shown) return this.#host.requestUpdate();
    const kept = overlay.failed.some((intent) => intent.user.id === user.id);
    const again = !kept && RETRYABLE.includes(code);
    this.show({ kind: 'bad', text: this.#undone(text, origin), act: again ? 'retry' : 'dismiss' });
    this.#again = again ? change : undefined;
  }

  /** Somebody else became the owner meanwhile: only the viewer can say whether they still want it. */
  async #askAgain(change: Change): Promise<void> {
    const again = { ...change, keepPrevious: false };
    // Whoever owns it now decides; that may leave the viewer nothing to ask.
    const denial = this.#denial(again);
    if (denial) return void this.#denied(again, denial, 'viewer');
    const params = this.#facts(change.user);
    const yes = await this.asking.put((words) => ({
      title: words.say('problem.version-mismatch', params(words)),
      body: [],
      yes: words.say('handover.yes'),
      no: words.say('cancel'),
    }));
    if (yes) await this.make(again, 'agreed');
  }

  /** Tries once more what the message says was not saved. */
  retry(): void {
    const change = this.#again;
    this.clear();
    if (change) void this.make(change);
  }

  /** Takes back the last change of this element. */
  async undo(): Promise<Result | undefined> {
    const { back } = this.#host.overlay;
    this.clear();
    return back && this.make(back, 'undo');
  }

  sentenceOf({ op, user }: Change, problem: Problem): Kept['text'] {
    const params = this.#facts(user);
    return (words) => words.sayProblem(problem, { ...params(words), op, other: problem.by?.name });
  }

  /** Tells the page of a refusal; false where it shows a message of its own. */
  tellProblem({ op, user }: Change, problem: Problem, message: string, store: RecordStore): boolean {
    const { code, reason } = problem;
    const detail = { record: { ...store.record }, code, reason, message, op, user, cause: problem };
    return fire(this.#host, 'crm-followers-problem', detail);
  }

  /** Tells the page what changed. */
  report(
    { added, removed, owner }: Told,
    before: Snapshot,
    reason: 'user' | 'undo' | 'remote',
    store: RecordStore,
  ): void {
    const now = store.confirmed;
    const followers = now?.followers ?? [];
    const detail = {
      record: { ...store.record },
      version: now?.record.version,
      reason,
      by: (now && doneBy(before, now)) ?? followers.find(({ user }) => user.id === added[0]?.id)?.source?.by,
      added,
      removed,
      followers: followers.map(({ user }) => user),
    };
    if (added.length || removed.length) fire(this.#host, 'crm-followers-change', detail);
    const people = { owner: now?.owner ?? null, previous: before.owner };
    if (owner) fire(this.#host, 'crm-followers-owner-change', { ...detail, ...people });
  }
}
