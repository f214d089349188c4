/** `<crm-followers>`: properties, lifecycle and delegated events. What it shows is `panel.ts`. */
import { ContextConsumer } from '@lit/context';
import { html, nothing, type PropertyDeclarations } from 'lit';
import { Announcer } from '../controllers/announcer.ts';
import { FormController, type FormOptions } from '../controllers/form-controller.ts';
import { LiveController } from '../controllers/live-controller.ts';
import { mayDraw, undrawn } from '../controllers/markup.ts';
import { StoreController, type Wanted } from '../controllers/store-controller.ts';
import { entrance } from '../controllers/tab-stops.ts';
import { UnsavedController } from '../controllers/unsaved-controller.ts';
import { ViewController } from '../controllers/view-controller.ts';
import type { Check } from '../core/policy.ts';
import { isId, readLimit, type Viewer } from '../core/record.ts';
import type { Result } from '../core/result.ts';
import type { Adapter } from '../data/adapter.ts';
import { Overlay } from '../data/overlay.ts';
import type { RestOptions } from '../data/rest-adapter.ts';
import type { Users } from '../data/source.ts';
import { type MessageOverrides, type Words, wordsOf } from '../locales/messages.ts';
import { VERSION } from '../version.ts';
import { type Config, configContext } from './context.ts';
import { FormElement, isSet } from './form-element.ts';
import { Interaction } from './interaction.ts';
import { LangController, nearestLang } from './lang.ts';
import { peopleOf } from './person.ts';
import { questionDialog } from './question.ts';
import { Reporter } from './reporter.ts';
import type { Saved } from './saving.ts';
import { dress } from './styles/index.ts';
import { errorOf, statesOf } from './validity.ts';
import { drawView } from './views.ts';

const property = { attribute: false } as const;

/**
 * Shows who owns a CRM record and who follows it, and lets the people who may change both.
 *
 * ```html
 * <script src="crm-followers.js" defer></script>
 * <crm-followers endpoint="/api" record-type="contact" record-id="c_42"></crm-followers>
 * ```
 *
 * @tagname crm-followers
 * @attr {string} lang - Language; by default that of the nearest element around with a `lang`.
 * @fires {Event} input - The viewer changed what is shown.
 * @fires {Event} change - The server agreed to the viewer's change.
 * @fires {CustomEvent<FollowersChangeDetail>} crm-followers-change - The record's followers changed; `detail.reason` says who caused it.
 * @fires {CustomEvent<OwnerChangeDetail>} crm-followers-owner-change - The record's owner changed.
 * @fires {CustomEvent<BeforeChangeDetail>} crm-followers-before-change - The viewer is about to change something; cancel it to prevent that.
 * @fires {CustomEvent<ProblemDetail>} crm-followers-problem - A change was taken back or a load failed; cancel it to show a message of your own.
 * @fires {CustomEvent<AccessChangeDetail>} crm-followers-access-change - The viewer's sight of the record changed; on `none` hide the rest of the page.
 * @fires {CustomEvent<UnsavedDetail>} crm-followers-unsaved - Picks that are not saved are about to be lost; cancel it to keep a dialog open.
 * @slot label - Heading of the followers, if the `label` attribute is not enough.
 * @slot owner-help - Why the owner can't be changed, in the host's own words.
 * @slot footer - Below everything else.
 * @csspart base - The clean room around everything.
 * @csspart panel - The frame of the panel.
 * @csspart stack - Button with the avatars of the followers; opens the panel.
 * @csspart owner - The owner's group, or the owner as a badge.
 * @csspart followers - The followers' group.
 * @csspart avatar - Picture or initials of one person.
 * @csspart name - Name of one person.
 * @csspart chip - One follower.
 * @csspart remove - Button that takes one follower away.
 * @csspart meter - How many of the places are taken.
 * @csspart field - The box around the text.
 * @csspart input - The text in which people are sought.
 * @csspart chevron - Button that shows the list.
 * @csspart listbox - The list of people.
 * @csspart option - One person in the list.
 * @csspart reason - Why something can't be changed.
 * @csspart status - The message line.
 * @csspart undo - Button that takes the last change back.
 * @cssstate waiting - There is no record yet.
 * @cssstate loading - The record is awaited.
 * @cssstate ready - The record is shown.
 * @cssstate failed - Something else is said instead of the record.
 * @cssstate draft - The record does not exist yet.
 * @cssstate empty - Nobody follows.
 * @cssstate full - All places are taken.
 * @cssstate unsaved - Picks wait to be saved.
 * @cssstate saving - Changes are on their way.
 * @cssstate invalid - The form was told why the value can't be accepted.
 * @cssprop [--crm-surface] - Ground of the panel.
 * @cssprop [--crm-overlay] - Ground of lists and dialogs.
 * @cssprop [--crm-text] - Text; lines and quiet grounds are mixed from it.
 * @cssprop [--crm-muted] - Secondary text.
 * @cssprop [--crm-accent] - Focus, active option, filled places, text buttons.
 * @cssprop [--crm-on-accent] - Text on the accent colour.
 * @cssprop [--crm-danger] - Failures and loss of access.
 * @cssprop [--crm-warning] - Offline, over the limit, waiting.
 * @cssprop [--crm-success] - Done.
 * @cssprop [--crm-line] - Hairlines.
 * @cssprop [--crm-edge] - Edge of the field.
 * @cssprop [--crm-sunken] - Ground of chips.
 * @cssprop [--crm-hover] - Ground under the pointer.
 * @cssprop [--crm-shadow] - Shadow of what floats.
 * @cssprop [--crm-radius] - Corners.
 * @cssprop [--crm-chip-radius] - Corners of chips.
 * @cssprop [--crm-avatar-radius] - Corners of avatars.
 * @cssprop [--crm-pad] - Inner distance of the panel.
 * @cssprop [--crm-font] - Font family; the page's by default.
 * @cssprop [--crm-font-size] - Size of the text; the page's by default, never below 13 px.
 * @cssprop [--crm-duration] - Length of transitions.
 */
export class CrmFollowers extends FormElement {
  static readonly version = VERSION;
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override properties: PropertyDeclarations = {
    endpoint: {},
    credentials: {},
    recordType: { attribute: 'record-type' },
    recordId: { attribute: 'record-id' },
    recordName: { attribute: 'record-name' },
    view: {},
    draft: { type: Boolean, converter: isSet },
    saveMode: { attribute: 'save-mode' },
    live: {},
    label: {},
    lang: { reflect: true },
    limit: { converter: (value) => readLimit(value) },
    messages: property,
    users: property,
    viewer: property,
    getToken: property,
    headers: property,
    fetcher: property,
    adapter: property,
    check: property,
  };

  /** Base URL of the REST endpoint; a query string is kept. */
  declare endpoint: string | undefined;
  /** Credentials mode of requests. Default `same-origin`. */
  declare credentials: RequestCredentials | undefined;
  /** Type of the record, such as `contact` or `opportunity`. */
  declare recordType: string | undefined;
  /** Id of the record; while there is none the element waits. */
  declare recordId: string | undefined;
  /** Name of the record, for sentences and accessible names. */
  declare recordName: string | undefined;
  /**
   * How it is shown: `panel` with owner and followers, `field` of a form, `stack` of avatars that opens the panel,
   * or `owner` as a badge.
   */
  declare view: 'panel' | 'field' | 'stack' | 'owner';
  /** The record does not exist yet: what is picked stays here until the form is sent or `save(id)` is called. */
  declare draft: boolean;
  /** `auto` saves each change at once, `manual` waits for `save()`. Drafts are manual. */
  declare saveMode: 'auto' | 'manual';
  /**
   * How it hears of what others change. `auto`: as it happens where a stream takes no connection from the page
   * (HTTP/2), else when the viewer comes back to the page; `events`: as it happens in any case; `off`: not at all.
   */
  declare live: 'auto' | 'events' | 'off';
  /** Heading of the followers. */
  declare label: string | undefined;
  /** Places where the server names no number. Default 10. */
  declare limit: number | undefined;
  /** Words that replace ours, by key. */
  declare messages: MessageOverrides | undefined;
  /** People to choose from: an array, or a search of the host's own. */
  declare users: Users | undefined;
  /** The signed-in person, where the server does not say who it is. */
  declare viewer: Viewer | undefined;
  /** Gives the bearer token; asked when needed, and once more after a 401. */
  declare getToken: RestOptions['getToken'];
  /** Headers of the host for every request: an object, or a function that gives one. */
  declare headers: RestOptions['headers'];
  /** Stands in for `fetch`. */
  declare fetcher: RestOptions['fetcher'];
  /** A backend of the host's own. */
  declare adapter: Adapter | undefined;
  /** The host's veto: nothing, or a sentence saying why not. */
  declare check: Check | undefined;

  static readonly #form: FormOptions<CrmFollowers> = {
    settled: (host) => host.#store.phase === 'active' || host.#store.phase === 'draft',
    people: ({ overlay }) => peopleOf(overlay),
    error: errorOf,
    states: statesOf,
    anchor: (host) => host.#interaction.followerPicker.input,
    changed: (host) => host.#interaction.changes.clear(),
  };

  /** @internal */
  readonly overlay = new Overlay();
  /** @internal */
  readonly announcer = new Announcer(this);
  /** @internal */
  words: Words = wordsOf({});
  readonly #interaction = new Interaction(this);
  readonly #config = new ContextConsumer(this, { context: configContext, subscribe: true });
  readonly #reporter = new Reporter(this, this.#interaction);
  readonly #row = new ViewController(this, () => this.#live.follow());
  readonly #store = new StoreController(this, this.#reporter, () => this.#wanted());
  /** @internal */
  readonly field: FormController = new FormController(this, CrmFollowers.#form);
  readonly #live = new LiveController(this, this.#row);
  #settle!: (state: string) => void;

  /** Resolves with the name of the first state in which something definite is shown. */
  readonly ready: Promise<string> = new Promise((resolve) => (this.#settle = resolve));

  constructor() {
    super();
    this.view = 'panel';
    this.saveMode = 'auto';
    this.live = 'auto';
    this.draft = false;
    // Picks must not be lost with the dialog around them before the page has had a say.
    new LangController(this);
    new UnsavedController(this, (cancelable) => {
      const { record, unsent } = this.overlay;
      return this.#reporter.mayLose('dialog', { record, changes: unsent }, cancelable);
    });
  }

  /** Attribute or property, then the provider around us, then the default. */
  #wanted(): Wanted {
    const around: Config = this.#config.value ?? {};
    const { users, limit } = this;
    return {
      type: this.recordType,
      id: this.recordId,
      draft: this.draft,
      manual: this.saveMode === 'manual',
      seen: this.#row.seen,
      options: {
        endpoint: this.endpoint ?? around.endpoint ?? '',
        credentials: this.credentials ?? around.credentials,
        headers: this.headers ?? around.headers,
        getToken: this.getToken ?? around.getToken,
        fetcher: this.fetcher ?? around.fetcher,
        adapter: this.adapter ?? around.adapter,
        lang: this.#language,
        users,
        limit,
      },
    };
  }

  get #language(): string {
    return nearestLang(this);
  }

  protected override createRenderRoot(): ShadowRoot {
    // What a server has drawn is drawn anew.
    this.shadowRoot?.replaceChildren();
    const root = super.createRenderRoot() as ShadowRoot;
    dress(root);
    return root;
  }

  /** @internal Moved to another window. */
  adoptedCallback(): void {
    if (this.shadowRoot) dress(this.shadowRoot);
  }

  /** Rows that are out of view wait for their turn. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    const turn = this.#row.turn(() => {
      this.#configure();
      this.#store.hostUpdate();
    });
    return turn ? turn.then(() => super.scheduleUpdate()) : super.scheduleUpdate();
  }

  /** A row that was taken out before its turn is not drawn for nobody. */
  protected override shouldUpdate(): boolean {
    return this.isConnected || this.hasUpdated;
  }

  override willUpdate(): void {
    this.#configure();
  }

  /** Tells everybody what attributes and properties say. */
  #configure(): void {
    const messages = { ...this.#config.value?.messages, ...this.messages };
    const { lang } = this.words;
    this.words = wordsOf({ lang: this.#language, messages, type: this.recordType });
    // What was said is not to be found in a language that is spoken no more.
    if (this.words.lang !== lang) this.announcer.clear();
    this.overlay.viewer = this.viewer;
    this.overlay.check = this.check && guarded(this.check);
    this.overlay.users = this.users;
  }

  override render() {
    if (!mayDraw()) return this.#reporter.hushed ? nothing : undrawn(this.words.say('setup'));
    const { question } = this.#interaction.changes.asking;
    const [first, second] = this.announcer.regions;
    return html`<div class="crm" part="base" lang=${this.words.lang}>
      ${drawView(this, this.#interaction, this.#store.phase, this.#reporter.hushed)}
      ${question ? questionDialog(question, this.#interaction) : nothing}
      <span class="sr" role="status">${first}</span>
      <span class="sr" role="status">${second}</span>
    </div>`;
  }

  /** @internal Why the form lets the viewer change nothing. */
  get lock(): string | undefined {
    if (this.disabled || this.field.disabled) return this.words.say('disabled');
    return this.readonly ? this.words.say('readonly') : undefined;
  }

  override firstUpdated(): void {
    this.#interaction.listen();
    this.addEventListener('invalid', () => {
      this.field.reported = true;
      this.requestUpdate();
    });
  }

  override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    this.#interaction.steadiness.keepFocus();
    if (dialog && !dialog.matches(':modal')) {
      // Moved in the page, an open dialog is one no more.
      dialog.close();
      dialog.showModal();
    }
    const { state } = this;
    if (state !== 'waiting' && state !== 'loading') this.#settle(state);
  }

  /** What is shown: `waiting`, `setup`, `loading`, `ready`, or the code of the problem instead. */
  get state(): string {
    const { phase } = this.#store;
    if (phase === 'draft') return 'ready';
    if (phase !== 'active') return phase;
    const { store } = this.overlay;
    return store?.confirmed ? 'ready' : (store?.problem?.code ?? 'loading');
  }

  async #make(op: Result['op'], id: string, keepPrevious?: boolean): Promise<Result> {
    await this.updateComplete;
    const { overlay } = this;
    const { store } = overlay;
    if (store && !store.confirmed) await store.load();
    // Meant for the record that was shown when it was asked for, and for no other.
    if (store !== overlay.store) return { op, userId: id, outcome: 'refused', code: 'not-found' };
    if (!isId(id)) return { op, userId: id, outcome: 'refused', code: 'invalid-request' };
    return this.#interaction.changes.make({ op, user: peopleOf(overlay)(id), keepPrevious }, 'method');
  }

  /** Adds a follower. Never rejects: a refusal is an outcome with its reason. */
  addFollower(id: string): Promise<Result> {
    return this.#make('add', id);
  }

  /** Removes a follower. Never rejects. */
  removeFollower(id: string): Promise<Result> {
    return this.#make('remove', id);
  }

  /** Makes somebody the owner; with `keepPrevious` the previous owner stays as a follower. Never rejects. */
  changeOwner(id: string, { keepPrevious = false }: { keepPrevious?: boolean } = {}): Promise<Result> {
    return this.#make('owner', id, keepPrevious);
  }

  /** Takes the last change made here back; nothing when there is none that can be. */
  undo(): Promise<Result | undefined> {
    return this.#interaction.changes.undo();
  }

  /**
   * Saves what was picked and waits for it. `id` is that of the record a draft has become. Never rejects: refusals
   * are in the results, stay visible with their reason, and can be tried again.
   */
  async save(id?: string): Promise<Saved> {
    if (id !== undefined) this.recordId = id;
    await this.updateComplete;
    return this.#interaction.saving.save(id);
  }

  /** Drops what was picked and is not saved. */
  discard(): void {
    this.#interaction.saving.discard();
  }

  /** Reads the record again. */
  async refresh(): Promise<void> {
    await this.overlay.store?.reload();
  }

  override focus(options?: FocusOptions): void {
    const { input } = this.#interaction.followerPicker;
    const alone = () => this.renderRoot.querySelector<HTMLElement>('.panel, .field, .stack, .badge');
    const first = this.hasAttribute('tabindex') ? entrance(this.renderRoot) : undefined;
    (first ?? input ?? alone())?.focus(options);
  }

  /** @internal */
  tell(...types: ('input' | 'change')[]): void {
    this.field.sync();
    this.requestUpdate();
    for (const type of types) {
      this.dispatchEvent(new Event(type, { bubbles: true, composed: type === 'input' }));
    }
  }

  /** Registers the element, by default as `crm-followers`. Leaves a name that is taken, and warns of another major version. */
  static define(tag = 'crm-followers'): void {
    const there = customElements.get(tag) as typeof CrmFollowers | undefined;
    if (!there) customElements.define(tag, tag === 'crm-followers' ? this : class extends this {});
    else if (majorOf(there) !== majorOf(this))
      console.warn(`<${tag}> is version ${there.version} already; ${this.version} is not used for it.`);
  }
}

const majorOf = ({ version }: { version?: string }) => version?.split('.', 1)[0];

/** A veto that throws is the host's mistake, and no veto. */
function guarded(check: Check): Check {
  return (...args) => {
    try {
      return check(...args);
    } catch (error) {
      console.error(error);
      return undefined;
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-followers': CrmFollowers;
  }
}
