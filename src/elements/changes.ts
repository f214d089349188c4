/**
 * What happens when the viewer asks for a change: the policy, the question, the events, the message.
 * The one place where a change turns into words. Sending is the overlay's and the store's.
 */
import type { Announcer } from '../controllers/announcer.ts';
import type { Change } from '../core/intent.ts';
import { difference } from '../core/intent.ts';
import {
  eligibility,
  hasSeat,
  losesAccess,
  losesOwnerRight,
  mayKeepOwner,
  reversible,
  type Role,
} from '../core/policy.ts';
import { Problem } from '../core/problem.ts';
import type { Denial } from '../core/reason.ts';
import type { Snapshot, User } from '../core/record.ts';
import type { Made, Overlay } from '../data/overlay.ts';
import type { Outcome } from '../data/store.ts';
import type { Params, Words } from '../locales/messages.ts';
import { fire } from './events.ts';
import type { Message } from './message.ts';
import { nameOf } from './person.ts';
import type { Question } from './question.ts';
import { seatsTaken } from './view.ts';

/** How one change ended, as methods answer it. */
export interface Result {
  op: Change['op'];
  userId: string;
  name?: string | undefined;
  outcome: Outcome;
  code?: string | undefined;
  reason?: string | undefined;
}

/** What changed between two states of a record. */
type Told = Pick<ReturnType<typeof difference>, 'added' | 'removed' | 'owner'>;

/** `viewer`: with the widget's own controls · `method`: by the host's code, which asks its own questions. */
type Origin = 'viewer' | 'undo' | 'method';

export interface ChangesHost extends HTMLElement {
  readonly overlay: Overlay;
  readonly announcer: Announcer;
  readonly words: Words;
  readonly recordName: string | undefined;
  requestUpdate(): void;
}

export class Changes {
  message: Message | undefined;
  question: Question | undefined;
  readonly #host: ChangesHost;
  #answer: ((yes: boolean) => void) | undefined;
  #retry: Change | undefined;

  constructor(host: ChangesHost) {
    this.#host = host;
  }

  /** Makes a change, asking first where it can't be taken back and costs the viewer something. */
  async make(change: Change, origin: Origin = 'viewer'): Promise<Result> {
    const { overlay, words } = this.#host;
    const { shown } = overlay;
    if (!shown) return this.#result(change, 'refused', 'not-visible');
    let wanted = change;
    if (origin === 'viewer') {
      // What is refused without a question is said without one.
      const denial = overlay.denial({ ...change, keepPrevious: false }, shown);
      if (denial) return this.#denied(change, denial, origin);
      const answered = await this.#ask(change, shown);
      if (!answered) return this.#result(change, 'refused');
      wanted = answered;
    }
    const now = overlay.shown;
    const denial = now ? overlay.denial(wanted, now) : ({ reason: 'not-visible' } as const);
    if (denial) return this.#denied(wanted, denial, origin);
    const record = overlay.store?.record;
    if (!record || !this.#allowed(wanted)) return this.#result(wanted, 'refused');
    this.#clear();
    const made$ = overlay.make(wanted);
    this.#host.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    const made = await made$;
    if (overlay.store?.record !== record) return this.#result(wanted, made.outcome);
    if (made.outcome === 'refused') this.#refused(wanted, made, origin);
    else this.#done(wanted, made, origin);
    const reason = made.denial?.reason ?? made.problem?.reason;
    return this.#result(wanted, made.outcome, reason, made.problem?.code, words);
  }

  #allowed(change: Change): boolean {
    const record = this.#host.overlay.store?.record;
    return !!record && fire(this.#host, 'crm-followers-before-change', { record: { ...record }, ...change });
  }

  #result(change: Change, outcome: Outcome, reason?: string, code?: string, words?: Words): Result {
    const { op, user } = change;
    return { op, userId: user.id, name: words && nameOf(user, words), outcome, code, reason };
  }

  /** Whether a change is asked about before it is made. */
  asks(change: Change): boolean {
    const { overlay } = this.#host;
    const { shown } = overlay;
    if (!shown) return false;
    if (change.op === 'owner') return !!shown.owner;
    const situation = overlay.situation(shown);
    const costs = losesAccess(change, situation) || losesOwnerRight(change, situation);
    return costs && !reversible(change, situation);
  }

  /** Says why somebody in the list can't be chosen. */
  explain(user: User, role: Role): void {
    const { overlay, words, announcer } = this.#host;
    const { shown } = overlay;
    const denial = shown && (eligibility(user, shown, role, overlay.check) ?? hasSeat(shown));
    if (denial) announcer.say(words.sayDenial(denial, this.#facts(shown, user)));
  }

  /** The question, if there is one to ask; the change as answered, or nothing. */
  async #ask(change: Change, shown: Snapshot): Promise<Change | undefined> {
    if (!this.asks(change)) return change;
    if (change.op === 'owner') return shown.owner ? this.#askHandover(change, shown.owner) : change;
    const { words, recordName } = this.#host;
    const yes = await this.#put({
      title: words.say('leave.title', { record: recordName }),
      body: [words.say('leave.body', this.#facts(shown))],
      yes: words.say('leave.yes'),
      no: words.say('leave.no'),
      danger: true,
    });
    return yes ? change : undefined;
  }

  async #askHandover(change: Change, previous: User): Promise<Change | undefined> {
    const { overlay, words } = this.#host;
    const { shown, viewerId } = overlay;
    if (!shown) return undefined;
    const situation = overlay.situation(shown);
    const denial = mayKeepOwner(change.user, shown);
    const facts = this.#facts(shown, change.user, previous);
    let keepPrevious = !denial;
    const question = (): Question => {
      const answered = { ...change, keepPrevious };
      const loses = losesAccess(answered, situation);
      const body = [
        !reversible(answered, situation) && losesOwnerRight(answered, situation)
          ? words.say('handover.body', facts)
          : '',
        denial?.reason === 'follower-limit' ? words.say('handover.full', facts) : '',
        loses ? words.say('handover.lose') : '',
      ].filter(Boolean);
      const label = words.say(previous.id === viewerId ? 'handover.keep' : 'handover.keep.other', facts);
      return {
        title: words.say('handover.title', facts),
        body,
        yes: words.say('handover.yes'),
        no: words.say('cancel'),
        keep: denial ? undefined : { label, checked: keepPrevious },
        danger: loses,
      };
    };
    this.keep = (keep) => {
      keepPrevious = keep;
      this.question = question();
      this.#host.requestUpdate();
    };
    return (await this.#put(question())) ? { ...change, keepPrevious } : undefined;
  }

  /** The tick box of the question was changed. */
  keep: (keep: boolean) => void = () => {};

  #put(question: Question): Promise<boolean> {
    this.answer(false);
    this.question = question;
    this.#host.requestUpdate();
    return new Promise((resolve) => (this.#answer = resolve));
  }

  /** The viewer answered; no question open is no answer. */
  answer(yes: boolean): void {
    const answer = this.#answer;
    this.question = this.#answer = undefined;
    answer?.(yes);
    this.#host.requestUpdate();
  }

  #facts(shown: Snapshot, user?: User, previous?: User): Params {
    const { words } = this.#host;
    return {
      n: seatsTaken(shown),
      limit: shown.limit,
      name: user && nameOf(user, words),
      owner: shown.owner ? nameOf(shown.owner, words) : undefined,
      previous: previous && nameOf(previous, words),
    };
  }

  /** Puts a message into the message line, and says it. */
  show(message: Message, spoken = message.text): void {
    this.message = message;
    // An alert speaks for itself.
    if (message.kind !== 'bad') this.#host.announcer.say(spoken);
    this.#host.requestUpdate();
  }

  #clear(): void {
    this.message = this.#retry = undefined;
    this.#host.requestUpdate();
  }

  /** The policy refused, before anything was sent. */
  #denied(change: Change, denial: Denial, origin: Origin): Result {
    const { words, overlay } = this.#host;
    if (origin !== 'method') {
      const facts = overlay.shown ? this.#facts(overlay.shown, change.user) : {};
      const sentence = words.sayDenial(denial, facts);
      const text = origin === 'undo' ? words.say('undo.refused', { reason: sentence }) : sentence;
      this.show({ kind: 'warn', text });
    }
    return this.#result(change, 'refused', denial.reason, undefined, words);
  }

  #done(change: Change, made: Made, origin: Origin): void {
    const { overlay, words } = this.#host;
    const { shown, store, viewerId } = overlay;
    const record = store?.record;
    if (!record) return;
    if (made.outcome === 'already' || made.outcome === 'absent') return this.#host.requestUpdate();
    this.#host.dispatchEvent(new Event('change', { bubbles: true }));
    // Only the viewer's own part; what others changed meanwhile was told as theirs.
    const own = new Set([change.user.id, change.op === 'owner' ? made.before.owner?.id : '']);
    const { added, removed, owner } = difference(made.before, shown ?? { ...made.before, followers: [] });
    const mine = (users: User[]): User[] => users.filter(({ id }) => own.has(id));
    const told = { added: mine(added), removed: mine(removed), owner: owner && change.op === 'owner' };
    this.report(told, made.before, origin === 'undo' ? 'undo' : 'user');
    if (!shown) return this.#host.announcer.say(words.say('done.left-access'));
    const facts = this.#facts(shown, change.user);
    const sentence =
      origin === 'undo' ? words.say('done.undo', facts) : this.#doneSentence(change, made, shown, facts);
    const text = made.late ? `${words.say('timeout.saved')} ${sentence}` : sentence;
    const full = change.op === 'add' && shown.followers.length === shown.limit;
    const undo = made.undoable && origin !== 'undo' ? { act: 'undo', label: words.say('undo') } : undefined;
    const icon = change.op === 'remove' ? ('undo' as const) : undefined;
    const kind = change.op === 'remove' && change.user.id !== viewerId ? 'info' : 'ok';
    this.show(
      { kind, text, action: undo, icon },
      full ? `${text} ${words.say('limit.reached', facts)}` : text,
    );
  }

  #doneSentence({ op, user }: Change, made: Made, shown: Snapshot, facts: Params): string {
    const { words, overlay } = this.#host;
    const me = user.id === overlay.viewerId;
    if (op === 'owner') return words.say('done.owner', facts);
    if (op === 'add') return words.say(me ? 'done.follow' : 'done.add', facts);
    if (me) return words.say(made.undoable ? 'done.leave' : 'done.leave.final', facts);
    if (made.undoable) return words.say('done.remove', facts);
    if (!user.active) return words.say('done.remove.inactive', facts);
    return words.say(shown.followers.length >= shown.limit ? 'done.remove.over' : 'done.remove', facts);
  }

  /** The server refused, or could not be reached. */
  #refused(change: Change, made: Made, origin: Origin): void {
    const { overlay, words } = this.#host;
    const { store, shown } = overlay;
    const problem =
      made.problem ?? new Problem('unknown', { reason: made.denial?.reason, detail: made.denial?.detail });
    if (problem.code === 'version-mismatch' && shown) return void this.#askAgain(change, shown);
    const other = problem.by && nameOf({ ...problem.by, active: true }, words);
    const facts = {
      ...(shown ? this.#facts(shown, change.user) : { name: nameOf(change.user, words) }),
      other,
    };
    const text = problem.code === 'timeout' ? words.say('timeout.lost') : words.sayProblem(problem, facts);
    const { code, reason } = problem;
    const detail = { code, reason, message: text, op: change.op, user: change.user, cause: problem };
    if (!fire(this.#host, 'crm-followers-problem', { record: store && { ...store.record }, ...detail })) {
      return this.#host.requestUpdate();
    }
    // One sentence for a batch: the first refusal is the cause of the others.
    if (made.joint) return this.#host.requestUpdate();
    const undo = origin === 'undo' ? words.say('undo.refused', { reason: text }) : text;
    const kept = overlay.failed.some(({ user }) => user.id === change.user.id);
    const again = !kept && RETRYABLE.has(code);
    this.#retry = again ? change : undefined;
    const action = again
      ? { act: 'retry', label: words.say('retry') }
      : { act: 'dismiss', label: words.say('dismiss') };
    if (shown) this.show({ kind: 'bad', text: undo, action });
  }

  /** Somebody else became the owner meanwhile: only the viewer can say whether they still want it. */
  async #askAgain(change: Change, shown: Snapshot): Promise<void> {
    const { words } = this.#host;
    const yes = await this.#put({
      title: words.say('problem.version-mismatch', this.#facts(shown, change.user)),
      body: [],
      yes: words.say('handover.yes'),
      no: words.say('cancel'),
    });
    if (yes) await this.make({ ...change, keepPrevious: false }, 'method');
  }

  retry(): void {
    const change = this.#retry;
    this.#clear();
    if (change) void this.make(change);
  }

  dismiss(): void {
    this.#clear();
  }

  async undo(): Promise<Result | undefined> {
    const { back } = this.#host.overlay;
    this.#clear();
    return back && this.make(back, 'undo');
  }

  /** Tells the page what changed. */
  report({ added, removed, owner }: Told, before: Snapshot, reason: 'user' | 'undo' | 'remote'): void {
    const { store } = this.#host.overlay;
    if (!store) return;
    const now = store.confirmed;
    const followers = now?.followers ?? [];
    const by = followers.find(({ user }) => user.id === added[0]?.id)?.source?.by;
    const detail = {
      record: { ...store.record },
      version: now?.record.version,
      reason,
      by,
      added,
      removed,
      followers: followers.map(({ user }) => user),
    };
    if (added.length || removed.length) fire(this.#host, 'crm-followers-change', detail);
    const people = { owner: now?.owner ?? null, previous: before.owner };
    if (owner) fire(this.#host, 'crm-followers-owner-change', { ...detail, ...people });
  }
}

const RETRYABLE = new Set([
  'unavailable',
  'offline',
  'timeout',
  'rate-limited',
  'malformed-response',
  'unknown',
]);
