/**
 * What makes `<crm-followers>` a field of a form, as its users know it from native fields.
 * How it is done is `controllers/form-controller.ts`.
 */
import { LitElement, type PropertyDeclarations } from 'lit';
import type { FormController } from '../controllers/form-controller.ts';

/** Frameworks that only know attributes write a false one as text. */
export const isSet = (value: string | null): boolean => value !== null && value !== 'false';
const accessor = { attribute: false, noAccessor: true } as const;

export abstract class FormElement extends LitElement {
  static readonly formAssociated = true;
  static override properties: PropertyDeclarations = {
    name: { reflect: true },
    ownerName: { attribute: 'owner-name' },
    required: { type: Boolean, converter: isSet, reflect: true },
    // These two the browser reads itself, from the attribute.
    disabled: { type: Boolean, reflect: true },
    readonly: { type: Boolean, reflect: true },
    value: accessor,
    owner: accessor,
  };

  /** Name under which a form sends the followers, one entry each. */
  declare name: string | undefined;
  /** Name under which a form sends the owner; in view `field` the owner is part of the field then. */
  declare ownerName: string | undefined;
  /** At least one follower has to be there. */
  declare required: boolean;
  /** Nothing can be changed, and a form sends nothing of it. */
  declare disabled: boolean;
  /** Nothing can be changed; a form sends it all the same. */
  declare readonly: boolean;

  /** @internal */
  abstract readonly field: FormController;

  constructor() {
    super();
    this.required = this.disabled = this.readonly = false;
    // A label that is clicked clicks its field.
    this.addEventListener('click', (event) => {
      if (event.composedPath()[0] === this && this.labels.length) this.focus();
    });
    // Labels may have changed since.
    this.addEventListener('focusin', () => queueMicrotask(() => this.requestUpdate()));
  }

  /**
   * Ids of the followers: in a draft, with manual saving and without an endpoint what is shown, and can be set; else
   * what the server confirmed, and can only be read.
   */
  get value(): string[] {
    return this.field.value;
  }

  set value(followers: readonly string[]) {
    this.field.assign({ followers });
  }

  /** Id of the owner, or null; read and set like `value`. */
  get owner(): string | null {
    return this.field.owner;
  }

  set owner(owner: string | null) {
    this.field.assign({ owner });
  }

  /** Name of the element, as code that goes through a form's fields expects a type. */
  get type(): string {
    return this.localName;
  }

  /** The form it belongs to. */
  get form(): HTMLFormElement | null {
    return this.field.internals.form;
  }

  /** Labels of the page for it. */
  get labels(): NodeList {
    return this.field.internals.labels;
  }

  /** Whether the value can be accepted: `valueMissing`, `rangeOverflow` or `customError`. */
  get validity(): ValidityState {
    return this.field.internals.validity;
  }

  /** Why the value can't be accepted, in a sentence. */
  get validationMessage(): string {
    return this.field.internals.validationMessage;
  }

  /** False while it is disabled or read-only. */
  get willValidate(): boolean {
    return this.field.internals.willValidate;
  }

  /** Whether the value can be accepted; shows why not. */
  checkValidity(): boolean {
    return this.field.internals.checkValidity();
  }

  /** The same, and takes the viewer there. */
  reportValidity(): boolean {
    return this.field.internals.reportValidity();
  }

  /** A sentence of the host's own why the value can't be accepted; an empty one takes it back. */
  setCustomValidity(message: string): void {
    this.field.custom = message;
    this.field.sync();
    this.requestUpdate();
  }

  /** @internal */
  formAssociatedCallback(): void {
    this.requestUpdate();
  }

  /** @internal */
  formDisabledCallback(disabled: boolean): void {
    this.field.disabled = disabled;
    // Chromium does so itself, with this as with any field that is disabled.
    if (disabled) (this.shadowRoot?.activeElement as HTMLElement | null | undefined)?.blur();
    this.requestUpdate();
  }

  /** @internal */
  formResetCallback(): void {
    this.field.reset();
  }

  /** @internal */
  formStateRestoreCallback(state: unknown, mode: string): void {
    this.field.restore(state, mode);
  }
}
