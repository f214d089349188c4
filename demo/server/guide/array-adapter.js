/**
 * For a backend that takes lists of followers: `POST` and `DELETE …/followers {followers: [ids]}`, with owner and
 * followers as ids in the record. HighLevel's API is of this kind.
 *
 *     element.users = peopleOf(users); // who can be chosen, and the names of those who follow
 *     element.viewer = { id: 'u1', name: 'Ada Whitlock', active: true, admin: false, onlyAssignedData: true };
 *     element.adapter = arrayAdapter('/crm');
 *
 * `base` is a backend of yours in front of such an API, whose token is a secret.
 */
const COLLECTIONS = { contact: 'contacts', opportunity: 'opportunities' };

export function arrayAdapter(base, fetch = globalThis.fetch) {
  const pathOf = ({ type, id }) => `${base}/${COLLECTIONS[type]}/${encodeURIComponent(id)}`;

  /** A refusal is handed on as it is: the element reads it. */
  async function load(record, { signal }) {
    const response = await fetch(pathOf(record), { signal });
    if (!response.ok) return response;
    const { assignedTo, followers } = (await response.json())[record.type];
    // Whoever has no owner has no such member. Followers are described as a list in a list, and come as a list.
    return { owner: assignedTo ?? null, followers: (followers ?? []).flat() };
  }

  /** What such an API answers to a change need not tell all of the record, so that is read anew. */
  const changing = (method) => async (record, userId, options) => {
    const headers = { 'Content-Type': 'application/json' };
    const init = { method, headers, body: JSON.stringify({ followers: [userId] }), signal: options.signal };
    const response = await fetch(`${pathOf(record)}/followers`, init);
    return response.ok ? load(record, options) : response;
  };

  return { load, add: changing('POST'), remove: changing('DELETE') };
}

export const peopleOf = (users) =>
  users.map(({ id, name, email, deleted }) => ({ id, name, email, active: deleted !== true }));
