/** The demo's people and as many of its records as a page can keep: the build puts the data itself in this file's place. */
import { demoData } from '../server/data/generated.ts';
import type { Dataset } from '../server/repository.ts';

/** Of the generated ones, newest first. */
const OPPORTUNITIES = 60;

export function staticData(): Dataset {
  const { people, records, rules } = demoData();
  const generated = records.filter(({ key }) => /^[co]\d{3}$/.test(key.id));
  const opportunities = generated.filter(({ key }) => key.type === 'opportunity').slice(0, OPPORTUNITIES);
  const contacts = new Set(opportunities.map(({ fields }) => fields['contactId']));
  const kept = generated.filter(({ key }) => key.type === 'contact' && contacts.has(key.id));
  const fixed = records.filter((record) => !generated.includes(record));
  return { people, records: [...fixed, ...kept, ...opportunities], rules };
}
