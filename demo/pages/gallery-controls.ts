/** A form made from a story's argTypes. What is changed there goes into the address, as text. */
import type { Told } from '../stories/index.ts';
import type { ArgType } from '../stories/story.ts';
import { el, find } from './dom.ts';

type Texts = Readonly<Record<string, string>>;

let drawn: Told | undefined;

/** Calls `change` with all args that differ from the story's own. */
export function showControls(story: Told, args: Texts, change: (args: Texts) => void): void {
  const form = find<HTMLFormElement>('#controls');
  const own = (name: string) => String((story.args[name] as string | number | boolean | undefined) ?? '');
  // Drawn anew, the control under the viewer's hands would lose the focus.
  if (drawn !== story) {
    drawn = story;
    form.replaceChildren(...Object.entries(story.argTypes).map(([name, type]) => control(name, type)));
  }
  for (const field of form.elements) {
    const { name } = field as HTMLInputElement;
    const value = args[name] ?? own(name);
    if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = value === 'true';
    else (field as HTMLInputElement | HTMLSelectElement).value = value;
  }
  form.onsubmit = (event) => event.preventDefault();
  form.onchange = ({ target }) => {
    const field = target as HTMLInputElement;
    const value = field.type === 'checkbox' ? String(field.checked) : field.value;
    const { [field.name]: _, ...others } = args;
    const usual = value === own(field.name) || (value === 'false' && own(field.name) === '');
    change(usual ? others : { ...others, [field.name]: value });
  };
}

function control(
  name: string,
  { control: kind, options = [], description, attribute }: ArgType,
): HTMLElement {
  const id = `control-${name}`;
  const shared = { id, name, 'aria-describedby': `${id}-help` };
  const field =
    kind === 'select'
      ? el(
          'select',
          { ...shared, class: 'text' },
          ...['', ...options].map((value) => el('option', { value }, value || '–')),
        )
      : kind === 'boolean'
        ? el('input', { ...shared, type: 'checkbox' })
        : el('input', { ...shared, class: 'text', type: kind, autocomplete: 'off' });
  return el(
    'p',
    { class: 'control' },
    el('label', { for: id }, el('code', {}, attribute ?? name)),
    field,
    el('span', { class: 'small muted', id: `${id}-help` }, description),
  );
}
