/** The README's reference tables, made from `custom-elements.json`. */

interface Item {
  name: string;
  description?: string;
  default?: string;
  type?: { text: string };
}
interface Member extends Item {
  kind: 'field' | 'method';
  static?: boolean;
  readonly?: boolean;
  attribute?: string;
  parameters?: (Item & { optional?: boolean })[];
  return?: { type: { text: string } };
}
interface Element {
  tagName?: string;
  attributes?: (Item & { fieldName?: string })[];
  members?: Member[];
  events?: Item[];
  slots?: Item[];
  cssParts?: Item[];
  cssProperties?: Item[];
  cssStates?: Item[];
}
export interface Manifest {
  modules: { declarations: Element[] }[];
}

/** Replaces what stands between `<!-- api: tag -->` and `<!-- /api -->` by that element's tables. */
export function fillTables(readme: string, manifest: Manifest): string {
  return readme.replace(/(<!-- api: (\S+) -->)[^]*?(<!-- \/api -->)/g, (_, start, tag, end) => {
    const element = manifest.modules.flatMap((it) => it.declarations).find((it) => it.tagName === tag);
    if (!element)
      throw new Error(`README.md asks for the tables of <${tag}>, which the manifest does not have.`);
    return `${start}\n\n${tables(element)}\n\n${end}`;
  });
}

function tables(element: Element): string {
  const {
    attributes = [],
    members = [],
    events = [],
    slots = [],
    cssParts = [],
    cssProperties = [],
    cssStates = [],
  } = element;
  const fields = members.filter((it) => it.kind === 'field' && !it.static);
  const withoutField = attributes.filter((it) => !fields.some((field) => field.attribute === it.name));
  const property = (it: Member) => [
    it.attribute && code(it.attribute),
    code(it.name),
    type(it),
    it.description,
  ];
  return [
    table(
      ['Attribute', 'Property', 'Type', 'Meaning'],
      [
        ...fields.filter((it) => it.attribute).map(property),
        ...withoutField.map((it) => [code(it.name), '', type(it), it.description]),
        ...fields.filter((it) => !it.attribute).map(property),
      ],
    ),
    table(
      ['Method', 'Answer', 'Meaning'],
      members
        .filter((it) => it.kind === 'method')
        .map((it) => [code(signature(it)), code(it.return?.type.text), it.description]),
    ),
    table(
      ['Event', 'When'],
      events.map((it) => [code(it.name), it.description]),
    ),
    table(
      ['Slot', 'Meaning'],
      slots.map((it) => [code(it.name), it.description]),
    ),
    table(
      ['Part', 'Meaning'],
      cssParts.map((it) => [code(it.name), it.description]),
    ),
    table(
      ['State', 'Holds while'],
      cssStates.map((it) => [code(`:state(${it.name})`), it.description]),
    ),
    table(
      ['CSS property', 'Default', 'Meaning'],
      cssProperties.map((it) => [code(it.name), code(it.default), it.description]),
    ),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** A Markdown table without the columns that would be empty. */
function table(head: string[], rows: (string | undefined)[][]): string {
  if (rows.length === 0) return '';
  const isUsed = (_: unknown, column: number) => rows.some((row) => row[column]);
  const line = (cells: (string | undefined)[]) =>
    `| ${cells
      .filter(isUsed)
      .map((cell = '') => oneLine(cell).replaceAll('|', '\\|'))
      .join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ');
const code = (text = '') => text && `\`${oneLine(text)}\``;
const type = (it: Item) => code(it.type?.text.replace(/ \| undefined$/, ''));
const signature = (it: Member) =>
  `${it.static ? 'static ' : ''}${it.name}(${(it.parameters ?? []).map(parameter).join(', ')})`;
/** An optional parameter ends in a question mark; defaults inside a pattern are told by the description. */
const parameter = (it: Item & { optional?: boolean }) =>
  it.name.replace(/ = [^,}]+/g, ' ').replace(/ +/g, ' ') + (it.optional || it.default ? '?' : '');
