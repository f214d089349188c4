/** A story as a host would write it: markup, and the lines of script for what is no attribute. */
import { attributeOf } from '../stories/element.ts';
import type { Told } from '../stories/index.ts';
import type { Args } from '../stories/story.ts';

const WIDTH = 76;

/** Source of a story whose `markup` was rendered and is not in use yet. */
export function sourceOf(markup: Element, args: Args, { argTypes, parameters }: Told): string {
  const properties = Object.entries(args).filter(
    ([property, value]) => !attributeOf(property, argTypes) && value !== undefined,
  );
  const lines = properties.map(([property, value]) => `followers.${property} = ${literal(value)};`);
  if (parameters.script) lines.push(parameters.script);
  const html = print(markup, '');
  if (!lines.length) return html;
  lines.unshift(`const followers = document.querySelector('crm-followers');`);
  return `${html}\n<script type="module">\n${indent(lines.join('\n'))}\n</script>`;
}

function literal(value: unknown): string {
  if (typeof value === 'function') return String(value);
  return (JSON.stringify(value, null, 2) ?? 'undefined')
    .replaceAll(/^(\s*)"([\w$]+)":/gm, '$1$2:')
    .replaceAll(/"([^"'\\]*)"/g, "'$1'");
}

const indent = (text: string) => text.replaceAll(/^(?=.)/gm, '  ');

function print(element: Element, margin: string): string {
  const tag = element.localName;
  const attributes = [...element.attributes].map(({ name, value }) =>
    value === '' ? name : `${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`,
  );
  const line = [`${margin}<${tag}`, ...attributes].join(' ');
  const open =
    line.length > WIDTH
      ? `${margin}<${tag}\n${attributes.map((attribute) => `${margin}  ${attribute}`).join('\n')}\n${margin}>`
      : `${line}>`;
  if (['input', 'br', 'hr'].includes(tag)) return open;
  const parts = [...element.childNodes].flatMap((node) =>
    node instanceof Element
      ? print(node, `${margin}  `)
      : node.textContent?.trim()
        ? `${margin}  ${node.textContent.trim()}`
        : [],
  );
  const inner = parts.map((part) => part.trim()).join('');
  if (element.children.length === 0 && (!inner || (open + inner).length <= WIDTH))
    return `${open}${inner}</${tag}>`;
  return `${open}\n${parts.join('\n')}\n${margin}</${tag}>`;
}
