/**
 * The people and records that anyone can write a test against. Ids, names and ties never change.
 * Everything else of the demo is made by `generated.ts`; nothing here needs it.
 */
import { foldQuery } from '../../../src/core/fold.ts';
import type { Account, Dataset, Fields, SeedRecord, StoredSource } from '../repository.ts';

export const TENANT = 'northwind';
export const OTHER_TENANT = 'southridge';

/** All dates of the demo count back from this moment, so that every run shows the same. */
const NOW = Date.UTC(2026, 10, 23, 9);
const DAY = 86_400_000;

/** The instant `days` before the demo's fixed day. */
export const daysAgo = (days: number) => new Date(NOW - Math.round(days * DAY)).toISOString();

type Rights = Partial<Pick<Account, 'active' | 'admin' | 'onlyAssignedData' | 'canEdit' | 'tenant'>>;

export function person(
  id: string,
  name: string,
  description: string,
  email: string,
  rights: Rights = {},
): Account {
  return {
    tenant: TENANT,
    active: true,
    admin: false,
    onlyAssignedData: false,
    canEdit: true,
    ...rights,
    id,
    name,
    description,
    email: `${email}@${rights.tenant ?? TENANT}.example`,
  };
}

/** One for each kind of account; these are offered by "View as". */
export const CAST: readonly Account[] = [
  person('admin', 'Ada Whitlock', 'Administrator', 'ada.whitlock', { admin: true }),
  person('owner', 'Priya Mehta', 'Account executive, London', 'priya.mehta'),
  person('follower', 'Lena Fischer', 'Account manager, Hamburg', 'lena.fischer'),
  person('colleague', 'Tom Becker', 'Customer success, Chicago', 'tom.becker'),
  person('reader', 'Ines Moreau', 'Auditor, may only look', 'ines.moreau', { canEdit: false }),
  person('rita', 'Rita Sørby', 'Field sales, only assigned data', 'rita.sorby', { onlyAssignedData: true }),
  person('rob', 'Rob Keller', 'Contractor, only assigned data', 'rob.keller', { onlyAssignedData: true }),
  person('gone', 'Gus Petit', 'Left the company', 'gus.petit', { active: false }),
  person('stranger', 'Sue Field', 'Works elsewhere', 'sue.field', { tenant: OTHER_TENANT }),
];

/** They fill `c-full`, `c-over` and `o-full`: names that a people picker gets wrong most easily. */
const CROWD: readonly Account[] = [
  person('u101', 'José Álvarez', 'Sales, Madrid', 'jose.alvarez'),
  person('u102', 'Maria Silva', 'Sales, Lisbon', 'maria.silva'),
  person('u103', 'Maria Silva', 'Support, São Paulo', 'maria.silva2'),
  person('u104', 'Maria Silva', 'Finance, Porto', 'm.silva'),
  person('u105', 'ليلى حداد', 'Sales, Amman', 'layla.haddad'),
  person('u106', 'נועה לוי', 'Marketing, Haifa', 'noa.levi'),
  person('u107', 'Suryani', 'Support, Bandung', 'suryani'),
  person('u108', 'Łukasz Żółć', 'Engineering, Kraków', 'lukasz.zolc'),
  person('u109', '王小明', 'Sales, Taipei', 'xiaoming.wang'),
  person('u110', 'Björk Ægisdóttir', 'Partner management, Reykjavík', 'bjork.aegisdottir'),
  person('u111', 'Nguyễn Thị Ánh', 'Operations, Huế', 'anh.nguyen'),
  person('u112', "Siobhán O'Connor-Ní Bhriain", 'Legal, Galway', 'siobhan.oconnor'),
];

const byOwner: StoredSource = { kind: 'user', byId: 'owner' };
const byRule: StoredSource = { kind: 'rule', id: 'r1', name: 'New leads from the web' };
const imported: StoredSource = { kind: 'import', name: 'Spring import' };
const byApp: StoredSource = { kind: 'api', name: 'Calendar sync' };

type Tie = [userId: string, source: StoredSource];

/** Ties in every way people come to follow. */
const tiesOf = (...userIds: string[]): Tie[] =>
  userIds.map((id, i) => [id, [byOwner, byRule, imported, byApp][i % 4]!]);

/** The first `count` people of the crowd. */
const crowd = (count: number) => tiesOf(...CROWD.slice(0, count).map(({ id }) => id));

function record(
  type: string,
  id: string,
  age: number,
  ownerId: string | null,
  ties: Tie[],
  fields: Fields,
  tenant = TENANT,
): SeedRecord {
  const followers = ties.map(([userId, source], i) => ({
    userId,
    addedAt: daysAgo(age - 0.5 - i / 4),
    source,
  }));
  return {
    key: { tenant, type, id },
    ownerId,
    createdAt: daysAgo(age),
    fields,
    followers,
    source: ownerId === 'owner' ? byOwner : imported,
  };
}

/** An address that nobody has. */
export const address = (local: string, company: string) => `${local}@${foldQuery(company).join('')}.example`;

/** What every contact of the demo says of itself. */
const contact = (name: string, company: string, city: string, lifecycle: string): Fields => ({
  name,
  jobTitle: 'Head of operations',
  company,
  email: address(foldQuery(name).join('.'), company),
  phone: '+44 20 7946 0812',
  city,
  lifecycle,
  nextStep: 'Send the revised offer',
});

const MARIA = contact('Maria Lopez', 'Harbour Foods', 'Bristol', 'customer');

const RECORDS: readonly SeedRecord[] = [
  record('contact', 'c1', 6, 'owner', tiesOf('follower', 'rita', 'reader'), MARIA),
  record(
    'contact',
    'c-empty',
    7,
    'owner',
    [],
    contact('Daniel Okafor', 'Brightline Energy', 'Leeds', 'lead'),
  ),
  record('contact', 'c-unowned', 8, null, [], contact('Hanna Lindqvist', 'Fjord Logistics', 'Oslo', 'lead')),
  record(
    'contact',
    'c-full',
    9,
    'owner',
    crowd(10),
    contact('Marcus Chen', 'Alto Systems', 'Dublin', 'opportunity'),
  ),
  record(
    'contact',
    'c-over',
    10,
    'owner',
    crowd(12),
    contact('Elif Aydın', 'Anka Textiles', 'Izmir', 'customer'),
  ),
  record('contact', 'x1', 6, null, [], contact('Xavier Roth', 'Delta Mills', 'Basel', 'lead'), OTHER_TENANT),
  record('opportunity', 'o1', 5, 'owner', tiesOf('follower', 'rita'), {
    name: 'Harbour Foods: 40 seats',
    contactId: 'c1',
    value: 18_400,
    stage: 'proposal',
  }),
  record('opportunity', 'o-full', 6, 'owner', crowd(10), {
    name: 'Alto Systems: renewal',
    contactId: 'c-full',
    value: 52_000,
    stage: 'negotiation',
  }),
];

/** The fixed people and records alone, for tests. */
export function fixedData(): Dataset {
  return { people: [...CAST, ...CROWD], records: RECORDS };
}
