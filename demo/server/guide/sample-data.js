/** A few people and deals to try the four routes with. A token is `token-` and the id of whom it signs in. */
import { DatabaseSync } from 'node:sqlite';
import { fold, SCHEMA } from './four-routes.js';

/** A new database in memory. */
export function sampleData() {
  const db = new DatabaseSync(':memory:');
  db.exec(SCHEMA);

  const insertPerson = db.prepare('insert into person values (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const add = (id, name, { tenant = 'here', active = 1, admin = 0, restricted = 0, canEdit = 1 } = {}) =>
    insertPerson.run(id, tenant, `token-${id}`, name, fold(name), active, admin, restricted, canEdit);
  add('1', 'Ada Whitlock', { admin: 1 });
  add('2', 'Priya Mehta');
  add('3', 'Lena Fischer');
  add('4', 'Rob Keller', { restricted: 1 });
  add('5', 'Ines Moreau', { canEdit: 0 });
  add('6', 'Gus Petit', { active: 0 });
  add('7', 'José Álvarez');
  add('8', 'Sue Field', { tenant: 'elsewhere' });
  for (let i = 10; i < 30; i++) add(String(i), `Colleague ${i}`);

  const insertRecord = db.prepare('insert into record (tenant, type, id, owner_id) values (?, ?, ?, ?)');
  insertRecord.run('here', 'deal', '77', '2');
  insertRecord.run('here', 'deal', '78', null);
  insertRecord.run('elsewhere', 'deal', '79', '8');
  return db;
}
