/**
 * Everybody and everything else of the demo: the same on every run, because every choice comes from one seed.
 * The only file that loads Faker. Fixed people get no ties here.
 */
import type { Faker } from '@faker-js/faker';
import { faker as ar } from '@faker-js/faker/locale/ar';
import { faker as cs } from '@faker-js/faker/locale/cs_CZ';
import { faker as de } from '@faker-js/faker/locale/de';
import { faker as el } from '@faker-js/faker/locale/el';
import { faker as en } from '@faker-js/faker/locale/en';
import { faker as india } from '@faker-js/faker/locale/en_IN';
import { faker as es } from '@faker-js/faker/locale/es';
import { faker as fa } from '@faker-js/faker/locale/fa';
import { faker as fr } from '@faker-js/faker/locale/fr';
import { faker as he } from '@faker-js/faker/locale/he';
import { faker as indonesia } from '@faker-js/faker/locale/id_ID';
import { faker as ja } from '@faker-js/faker/locale/ja';
import { faker as ko } from '@faker-js/faker/locale/ko';
import { faker as nb } from '@faker-js/faker/locale/nb_NO';
import { faker as pl } from '@faker-js/faker/locale/pl';
import { faker as pt } from '@faker-js/faker/locale/pt_BR';
import { faker as th } from '@faker-js/faker/locale/th';
import { faker as tr } from '@faker-js/faker/locale/tr';
import { faker as uk } from '@faker-js/faker/locale/uk';
import { faker as vi } from '@faker-js/faker/locale/vi';
import { faker as yo } from '@faker-js/faker/locale/yo_NG';
import { faker as zh } from '@faker-js/faker/locale/zh_CN';
import { foldQuery } from '../../../src/core/fold.ts';
import { LIFECYCLES, STAGES } from '../crm/fields.ts';
import type { Account, Dataset, SeedRecord, StoredSource } from '../repository.ts';
import { RULES } from './rules.ts';
import { address, daysAgo, fixedData, person, TENANT } from './fixed.ts';

const SEED = 20_261_123;

const FAKERS = [
  ar,
  cs,
  de,
  el,
  en,
  india,
  es,
  fa,
  fr,
  he,
  ja,
  ko,
  nb,
  pl,
  pt,
  th,
  tr,
  uk,
  vi,
  yo,
  zh,
  indonesia,
];

/** A name as people write it there, without titles. */
function nameOf(index: number): string {
  const faker: Faker = FAKERS[index % FAKERS.length]!;
  const sex = faker.person.sexType();
  const [first, last] = [faker.person.firstName(sex), faker.person.lastName(sex)];
  // In Indonesia, one name is a whole name for many.
  if (faker === indonesia) return first;
  if (faker === ko || faker === zh) return last + first;
  return faker === ja || faker === vi ? `${last} ${first}` : `${first} ${last}`;
}

const TEAMS = ['Sales', 'Support', 'Finance', 'Marketing', 'Customer success', 'Operations', 'Partners'];

const pad = (number: number) => String(number).padStart(3, '0');
const ascii = (name: string) => foldQuery(name).filter((word) => /^[a-z]+$/.test(word));

function makePeople(known: readonly Account[]): Account[] {
  const taken = new Set(known.map(({ id }) => id));
  const people: Account[] = [];
  for (let i = 1; i <= 240; i++) {
    const id = `u${pad(i)}`;
    const name = nameOf(i);
    const description = `${en.helpers.arrayElement(TEAMS)}, ${en.location.city()}`;
    // Two people may have one name, never one address.
    if (!taken.has(id)) people.push(person(id, name, description, [...ascii(name), id].join('.')));
  }
  return people;
}

function source(ownerId: string): StoredSource {
  const { id, name } = en.helpers.arrayElement(RULES.slice(0, 4));
  return en.helpers.weightedArrayElement<StoredSource>([
    { weight: 11, value: { kind: 'user', byId: ownerId } },
    { weight: 5, value: { kind: 'rule', id, name } },
    { weight: 3, value: { kind: 'import', name: 'Spring import' } },
    { weight: 1, value: { kind: 'api', name: 'Calendar sync' } },
  ]);
}

function makeRecord(
  type: string,
  id: string,
  age: number,
  userIds: readonly string[],
  fields: SeedRecord['fields'],
): SeedRecord {
  const [ownerId, ...others] = en.helpers.arrayElements(userIds, { min: 1, max: 11 }) as [
    string,
    ...string[],
  ];
  const followers = others.map((userId, i) => {
    const addedAt = daysAgo(age * (1 - (i + 1) / (others.length + 2)));
    return { userId, addedAt, source: source(ownerId) };
  });
  const created: StoredSource = { kind: 'user', byId: ownerId };
  return {
    key: { tenant: TENANT, type, id },
    ownerId,
    createdAt: daysAgo(age),
    fields,
    followers,
    source: created,
  };
}

function makeContact(index: number, userIds: readonly string[]): SeedRecord {
  const name = nameOf(index * 5);
  const company = en.company.name();
  const id = `c${pad(index)}`;
  return makeRecord('contact', id, 10 + index * 0.7, userIds, {
    name,
    jobTitle: en.person.jobTitle(),
    company,
    email: address(ascii(name).join('.') || id, company),
    phone: en.phone.number({ style: 'international' }),
    city: en.location.city(),
    lifecycle: en.helpers.arrayElement(LIFECYCLES),
    nextStep: null,
  });
}

function makeOpportunity(
  index: number,
  userIds: readonly string[],
  contacts: readonly SeedRecord[],
): SeedRecord {
  const contact = en.helpers.arrayElement(contacts);
  const what = en.helpers.arrayElement([
    'new seats',
    'renewal',
    'pilot',
    'migration',
    'support plan',
    'training',
  ]);
  return makeRecord('opportunity', `o${pad(index)}`, 6 + index * 0.5, userIds, {
    name: `${String(contact.fields['company'])}: ${what}`,
    contactId: contact.key.id,
    value: en.number.int({ min: 5, max: 900 }) * 100,
    stage: en.helpers.arrayElement(STAGES),
  });
}

/** All people and records of the demo: 249 people, 1,005 contacts, 302 opportunities, and its workflows. */
export function demoData(): Dataset {
  for (const faker of FAKERS) faker.seed(SEED);
  const fixed = fixedData();
  const people = makePeople(fixed.people);
  const all = [...fixed.people, ...people];
  const userIds = all.map(({ id }) => id).filter((id) => /^u\d{3}$/.test(id));
  userIds.sort();
  const contacts = Array.from({ length: 999 }, (_, i) => makeContact(i + 1, userIds));
  const opportunities = Array.from({ length: 300 }, (_, i) => makeOpportunity(i + 1, userIds, contacts));
  return { people: all, records: [...fixed.records, ...contacts, ...opportunities], rules: RULES };
}
