/**
 * One `<crm-followers>` as its users meet it: by role, name and part, with real keys and a real mouse.
 * Every action waits until all that follows from it without time passing has happened.
 */
import { assert } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { CrmFollowers } from '../../src/elements/crm-followers.ts';
import { byRole, clean, descriptionOf, isHidden, nameOf, textOf } from './accessible.ts';
import { sendMouse } from './mouse.ts';

const NOT_OWNER = /^(?!(Change|Assign) owner$)/;

export class Panel {
  readonly element: CrmFollowers;
  /** Everything its two polite regions said so far. */
  readonly announced: string[] = [];
  readonly settle: () => Promise<void>;
  readonly #observer: MutationObserver;

  constructor(element: CrmFollowers, settle: () => Promise<void>) {
    this.element = element;
    this.settle = settle;
    const said = new Map<Node, string>();
    this.#observer = new MutationObserver(() => {
      for (const region of this.root.querySelectorAll('[role=status]')) {
        const sentence = textOf(region);
        if (sentence && sentence !== said.get(region)) this.announced.push(sentence);
        said.set(region, sentence);
      }
    });
    this.#observer.observe(this.root, { subtree: true, childList: true, characterData: true });
  }

  /** Stops listening; at the end of a test. */
  close(): void {
    this.#observer.disconnect();
  }

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  /** All that can be read, the regions for screen readers left out. */
  get text(): string {
    return textOf(this.part('base'), '[role=status]');
  }

  part<E extends HTMLElement = HTMLElement>(name: string): E {
    const found = this.parts<E>(name)[0];
    if (!found) throw new Error(`no part ${name} in: ${textOf(this.root.querySelector('[part=base]')!)}`);
    return found;
  }

  parts<E extends HTMLElement = HTMLElement>(name: string): E[] {
    return [...this.root.querySelectorAll<E>(`[part~=${name}]`)].filter((each) => each.checkVisibility());
  }

  all(role: string, name?: string | RegExp): HTMLElement[] {
    return byRole(this.root, role, name);
  }

  find(role: string, name?: string | RegExp): HTMLElement | undefined {
    return this.all(role, name)[0];
  }

  get(role: string, name?: string | RegExp): HTMLElement {
    const found = this.all(role, name);
    if (found.length !== 1) {
      const there = this.all(role).map(nameOf).join(' | ');
      throw new Error(`${found.length} × ${role} ${name ?? ''}; there are: ${there}`);
    }
    return found[0]!;
  }

  names(role: string): string[] {
    return this.all(role).map(nameOf);
  }

  button(name: string | RegExp): HTMLButtonElement {
    return this.get('button', name) as HTMLButtonElement;
  }

  /** The text that finds followers; a form may call it something else. */
  get input(): HTMLInputElement {
    return this.get('combobox', NOT_OWNER) as HTMLInputElement;
  }

  get ownerInput(): HTMLInputElement {
    return this.get('combobox', /owner$/) as HTMLInputElement;
  }

  get hasInput(): boolean {
    return !!this.find('combobox', NOT_OWNER);
  }

  /** The chips, each as it is read, its buttons left out. */
  get chips(): string[] {
    return this.parts('chip').map((chip) => textOf(chip, 'button'));
  }

  get options(): string[] {
    return this.names('option');
  }

  get isOpen(): boolean {
    const { root } = this;
    return root.querySelector('[popover]:popover-open') !== null;
  }

  /** The option that `aria-activedescendant` names. */
  get active(): HTMLElement | undefined {
    const id = (this.root.activeElement as HTMLElement | null)?.getAttribute('aria-activedescendant');
    if (id === null || id === undefined) return undefined;
    const option = this.root.getElementById(id);
    assert.equal(option?.getAttribute('role'), 'option', `aria-activedescendant ${id}`);
    return option!;
  }

  get activeName(): string | undefined {
    return this.active && nameOf(this.active);
  }

  /** What has the focus, by name. */
  get focused(): string | undefined {
    const element = this.root.activeElement;
    return element ? nameOf(element) : undefined;
  }

  get meter(): string {
    return textOf(this.part('meter'));
  }

  /** The message line; empty when nothing is said. */
  get message(): string {
    return this.parts('status')
      .map((line) => textOf(line, 'button'))
      .join(' | ');
  }

  get alert(): string {
    return this.all('alert')
      .map((alert) => textOf(alert, 'button'))
      .join(' | ');
  }

  /** Why something can't be changed. */
  get reasons(): string[] {
    return this.parts('reason').map((reason) => textOf(reason));
  }

  /** The open question: its name, what it costs, its buttons. */
  get question(): { title: string; body: string; buttons: string[] } | undefined {
    const dialog = this.find('alertdialog');
    if (!dialog) return undefined;
    const buttons = [...dialog.querySelectorAll('button')].map(nameOf);
    return { title: nameOf(dialog), body: descriptionOf(dialog), buttons };
  }

  /** One key after another; `Alt+ArrowDown` is a chord. */
  async press(...keys: string[]): Promise<void> {
    for (const chord of keys) {
      const held = chord.split('+');
      const key = held.pop()!;
      const press = key === 'Space' ? ' ' : key;
      for (const down of held) await sendKeys({ down });
      await sendKeys({ press });
      for (const up of held) await sendKeys({ up });
      await this.settle();
    }
  }

  async type(type: string): Promise<void> {
    await sendKeys({ type });
    await this.settle();
  }

  /** Presses the middle of something that can be seen. */
  async click(target: HTMLElement): Promise<void> {
    assert.equal(isHidden(target), false, `${clean(target.textContent ?? '')} is hidden`);
    target.scrollIntoView({ block: 'nearest' });
    const { x, y, width, height } = target.getBoundingClientRect();
    const position: [number, number] = [Math.floor(x + width / 2), Math.floor(y + height / 2)];
    const hit = this.root.elementFromPoint(...position);
    assert.equal(target.contains(hit), true, `${nameOf(target)} lies free`);
    await sendMouse({ type: 'click', position });
    await this.settle();
  }

  async clickButton(name: string | RegExp): Promise<void> {
    await this.click(this.button(name));
  }

  /** Focuses the followers' field and opens its list without an active option. */
  async open(): Promise<void> {
    this.input.focus();
    await this.press('Alt+ArrowDown');
  }

  option(name: string | RegExp): HTMLElement {
    return this.get('option', name);
  }
}
