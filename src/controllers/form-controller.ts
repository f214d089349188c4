/**
 * The element as a field of a form: value, validity, state and labels by way of `ElementInternals`.
 *
 * What the value is decides the overlay; which sentence says that it can't be accepted, the host. Here the two
 * are handed to the form, and what the form does (reset, restore, disable) is handed to the overlay.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isId, type User } from '../core/record.ts';
import type { Overlay } from '../data/overlay.ts';

export interface FormHost extends ReactiveControllerHost, HTMLElement {
  readonly overlay: Overlay;
  name: string | undefined;
  ownerName: string | undefined;
  readonly isUpdatePending: boolean;
}

/** What the form asks of a host; the same for all elements of a page. */
export interface FormOptions<Host> {
  /** It is known whether there is a record, or a draft of one. */
  settled(host: Host): boolean;
  /** The person of an id, as far as anybody knows them now. */
  people(host: Host): (id: string) => User;
  /** Why the value can't be accepted, if so. */
  error(host: Host): { flags: ValidityStateFlags; message: string } | undefined;
  /** What `:state()` knows, each with whether it holds. */
  states(host: Host): Record<string, boolean>;
  /** Where the browser points when it says why a form can't be sent. */
  anchor(host: Host): HTMLElement | null;
  /** The form was reset or disabled. */
  changed(host: Host): void;
}

interface Assigned {
  followers?: string[];
  owner?: string | null;
}

/** Ids and names of what the viewer had picked, as the browser keeps them for a page it restores. */
interface Kept {
  followers: [id: string, name: string][];
  owner: [id: string, name: string] | null;
}

export class FormController<Host extends FormHost = FormHost> implements ReactiveController {
  readonly internals: ElementInternals;
  /** By the element's own attribute or by a fieldset around it. */
  disabled = false;
  /** The form was told that the value can't be accepted. */
  reported = false;
  /** A sentence of the host's own. */
  custom = '';
  readonly #host: Host;
  readonly #options: FormOptions<Host>;
  /** Values that wait until it is known what they mean. */
  #assigned: Assigned | undefined;
  #restored: Kept | undefined;
  #warned = false;
  /** What `:state()` was told last. */
  #states: Readonly<Record<string, boolean>> = {};

  constructor(host: Host, options: FormOptions<Host>) {
    this.#host = host;
    this.#options = options;
    this.internals = host.attachInternals();
    host.addController(this);
  }

  get value(): string[] {
    return this.#assigned?.followers ?? this.#host.overlay.value;
  }

  get owner(): string | null {
    const owner = this.#assigned?.owner;
    return owner === undefined ? this.#host.overlay.owner : owner;
  }

  /** The host's code sets followers, owner, or both. */
  assign(assigned: { followers?: unknown; owner?: unknown }): void {
    const { followers, owner } = assigned;
    const next: Assigned = { ...this.#assigned };
    if ('followers' in assigned) {
      const ids = followers ?? [];
      if (!Array.isArray(ids)) return this.#warn('value is not an array of ids');
      next.followers = [...new Set<string>(ids.filter(isId))];
      if (next.followers.length < new Set(ids).size) this.#warn('value has something in it that is no id');
    }
    if ('owner' in assigned) {
      if (owner && !isId(owner)) return this.#warn('owner is no id');
      next.owner = (owner as string) || null;
    }
    this.#assigned = next;
    this.#applySoon();
  }

  /** At once, unless attributes changed in the same turn may still decide what it means. */
  #applySoon(): void {
    if (!this.#host.isUpdatePending && this.#options.settled(this.#host)) {
      this.#apply();
      this.sync();
    }
    this.#host.requestUpdate();
  }

  #warn(text: string): void {
    console.warn(`<crm-followers>: ${text}.`, this.#host);
  }

  hostUpdate(): void {
    if (this.#options.settled(this.#host)) this.#apply();
    // What is drawn says the reason that the browser then knows.
    if (this.reported) this.sync();
  }

  #apply(): void {
    const { overlay } = this.#host;
    if (this.#assigned && overlay.mode === 'auto') {
      if (!this.#warned) this.#warn('value and owner can only be read while changes are saved at once');
      this.#warned = true;
      this.#assigned = undefined;
    }
    if (!overlay.shown || overlay.mode === 'auto') return;
    const assigned = this.#assigned;
    const restored = this.#restored;
    if (!assigned && !restored) return;
    this.#assigned = this.#restored = undefined;
    const person = this.#options.people(this.#host);
    if (assigned) {
      const { followers, owner } = assigned;
      overlay.assign({
        ...(followers && { followers: followers.map(person) }),
        ...(owner !== undefined && { owner: owner === null ? null : person(owner) }),
      });
    }
    if (restored) {
      const user = ([id, name]: [string, string]): User => ({ ...person(id), ...(name && { name }) });
      overlay.want({
        followers: restored.followers.map(user),
        owner: restored.owner && user(restored.owner),
      });
    }
  }

  hostUpdated(): void {
    this.sync();
  }

  /** Hands to the form what is true now; called before the page hears of a change, too. */
  sync(): void {
    const { name, ownerName, overlay } = this.#host;
    const { internals } = this;
    const entries = new FormData();
    if (name) for (const id of this.value) entries.append(name, id);
    if (ownerName && this.owner) entries.append(ownerName, this.owner);
    internals.setFormValue(entries, overlay.mode === 'auto' ? null : JSON.stringify(this.#kept()));

    const error = this.custom
      ? { flags: { customError: true }, message: this.custom }
      : this.#options.error(this.#host);
    if (error)
      internals.setValidity(error.flags, error.message, this.#options.anchor(this.#host) ?? undefined);
    else internals.setValidity({});
    if (!error) this.reported = false;

    const states = this.#options.states(this.#host);
    for (const [state, holds] of Object.entries(states)) {
      if (holds === !!this.#states[state]) continue;
      if (holds) internals.states?.add(state);
      else internals.states?.delete(state);
    }
    this.#states = states;
  }

  #kept(): Kept {
    const { shown } = this.#host.overlay;
    const { owner } = shown ?? {};
    return {
      followers: shown?.followers.map(({ user }) => [user.id, user.name]) ?? [],
      owner: owner ? [owner.id, owner.name] : null,
    };
  }

  /** Why the value can't be accepted, once that is to be seen. */
  get error(): string | undefined {
    const { willValidate, validationMessage } = this.internals;
    return this.reported && willValidate ? validationMessage : undefined;
  }

  /** Name of the field as the page gives it: by label, or by an attribute of the element. */
  get label(): string | undefined {
    const host = this.#host;
    const ids = host.getAttribute('aria-labelledby')?.split(/\s+/) ?? [];
    const root = host.getRootNode() as Document | ShadowRoot;
    const named = ids.map((id) => root.getElementById?.(id)?.textContent);
    // To look for labels is to go through the whole page, for each element in it.
    const labelled = host.id || host.closest('label');
    const labels = [...(labelled ? this.internals.labels : [])].map((label) =>
      // A label around the element is not to name it by what is inside of it.
      [...label.childNodes]
        .filter((node) => !node.contains(host))
        .map((node) => node.textContent)
        .join(' '),
    );
    const text = [named, [host.getAttribute('aria-label')], labels]
      .map((texts) => texts.filter(Boolean).join(' ').replace(/\s+/g, ' ').trim())
      .find(Boolean);
    return text || undefined;
  }

  /** For `formResetCallback`. */
  reset(): void {
    this.#assigned = this.#restored = undefined;
    this.reported = false;
    this.#host.overlay.discard();
    this.sync();
    this.#options.changed(this.#host);
  }

  /** For `formStateRestoreCallback`. */
  restore(state: unknown, mode: string): void {
    const kept = mode === 'restore' && readKept(String(state));
    if (!kept) return;
    this.#restored = kept;
    this.#applySoon();
  }
}

/** What a browser kept may be from another version of the page. */
function readKept(state: string): Kept | undefined {
  try {
    const { followers, owner } = JSON.parse(state) as Partial<Kept>;
    const isPerson = (pair: unknown): pair is [string, string] =>
      Array.isArray(pair) && isId(pair[0]) && typeof pair[1] === 'string';
    if (!Array.isArray(followers)) return undefined;
    return { followers: followers.filter(isPerson), owner: isPerson(owner) ? owner : null };
  } catch {
    return undefined;
  }
}
