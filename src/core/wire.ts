/** The wire format, generated from openapi.yaml by `npm run wire`. */

export interface paths {
  '/records/{type}/{id}/followers': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Kind of the record
         * @example contact
         */
        type: components['parameters']['type'];
        /**
         * @description Id of the record among those of its type
         * @example c1
         */
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    /** The record as the caller sees it */
    get: operations['readFollowers'];
    put?: never;
    /**
     * Changes owner and followers together
     * @description Feature `bulk`: what a form with a Save button sends, in one request and one transaction. There is one result for
     *     each wish. What would refuse a wish if it came alone (401, 404 and what is malformed apart) is its result, and
     *     the other wishes go through: a caller who may not add anybody still removes whom they may.
     *
     *     The order is the one in which the most comes true, whatever the order in the body: removals of others, the
     *     owner, additions, and the caller's own leaving. The owner comes after the additions where the caller could not
     *     add anybody under the new one. Each effective wish raises the version by one.
     *
     *     An id that a list names twice is one wish. Nobody is in both lists, and both together name at most 100
     *     people: else 400, and nothing has changed. With no wish at all, nothing is changed and the record is answered.
     *
     *     Only what concerns all wishes refuses the whole request: 401, malformed, 404, and with `owner` 428 and 412. The
     *     version is compared only where the caller may change the owner; for everybody else, that one wish is refused.
     *     Safe to repeat without `owner`.
     */
    post: operations['changeMany'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/records/{type}/{id}/followers/{userId}': {
    parameters: {
      query?: never;
      header?: {
        /** @description Required where the caller is signed in by cookie. Missing: 403 with `action-forbidden`. */
        'X-CRM-Followers'?: components['parameters']['proof'];
      };
      path: {
        /**
         * @description Kind of the record
         * @example contact
         */
        type: components['parameters']['type'];
        /**
         * @description Id of the record among those of its type
         * @example c1
         */
        id: components['parameters']['id'];
        /**
         * @description Whom it is about
         * @example colleague
         */
        userId: components['parameters']['userId'];
      };
      cookie?: never;
    };
    get?: never;
    /**
     * Makes somebody a follower
     * @description Safe to repeat. Somebody who follows already keeps the date and the source of the first time.
     */
    put: operations['addFollower'];
    post?: never;
    /**
     * Makes somebody stop following
     * @description Safe to repeat. Everybody may remove themselves.
     */
    delete: operations['removeFollower'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/records/{type}/{id}/followers/history': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Kind of the record
         * @example contact
         */
        type: components['parameters']['type'];
        /**
         * @description Id of the record among those of its type
         * @example c1
         */
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    /**
     * What has happened to owner and followers
     * @description Feature `history`: every effective change of owner and followers, the newest first, each with the version it made.
     *     Whoever sees the record sees all of its history. Changes made while somebody reads page after page are on none of
     *     the later pages; nothing is on two.
     */
    get: operations['readHistory'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/records/{type}/{id}/owner': {
    parameters: {
      query?: never;
      header?: {
        /** @description Required where the caller is signed in by cookie. Missing: 403 with `action-forbidden`. */
        'X-CRM-Followers'?: components['parameters']['proof'];
      };
      path: {
        /**
         * @description Kind of the record
         * @example contact
         */
        type: components['parameters']['type'];
        /**
         * @description Id of the record among those of its type
         * @example c1
         */
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    get?: never;
    /**
     * Hands the record to another owner
     * @description The new owner stops following in the same change. The previous owner follows from then on if `keepPrevious`
     *     is true; when no place is left for them, nothing changes and the answer is `follower-limit`; when their account
     *     is inactive, it is `user-not-assignable` with the reason `check` and a `detail` that says whom it is about.
     */
    put: operations['changeOwner'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/followers:batchGet': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Many records in one request
     * @description Feature `batch`: what a page with a list of records needs, in one request. Nothing is changed; the method is POST
     *     since the records do not fit into a URL.
     *
     *     There is one item for each record of the body, in its order; a record named twice is answered twice. One that the
     *     caller does not see is an item with 404, exactly like one that does not exist, and the others are answered all the
     *     same. At most `limits.batch` of `GET /meta` records (100 in any case): else 400. A body with one malformed entry is
     *     malformed as a whole.
     */
    post: operations['readMany'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * People who can be chosen
     * @description Every word of `query` is the beginning of a word of the name or the e-mail address; case, accents and other
     *     marks do not matter. An empty query lists everybody: a first page without `nextCursor` is the whole directory.
     *
     *     With `id` (feature `people`) nothing is searched: the answer has the people of these ids, each once, in the order
     *     asked for and all on one page. Ids that are unknown, or of somebody whom the caller may not find, are left out
     *     alike. At most 100 ids, and neither `query` nor `limit` nor `cursor` beside them: else 400.
     */
    get: operations['searchUsers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What happens to records, as it happens
     * @description Feature `events`: a stream of server-sent events about the records asked for. It stays open until the client goes,
     *     or the server ends it (after half an hour, with the sign-in, when nobody reads it); the client then comes back.
     *
     *     | event | data | meaning |
     *     |---|---|---|
     *     | `changed` | `{type, id, version}` | The record is at this version; whoever wants to know more reads it |
     *     | `gone` | `{type, id}` | There is no such record, or the caller does not see it (any longer) |
     *     | `reset` | `{}` | More has happened than can be told: read everything again |
     *
     *     Without `Last-Event-ID` the stream begins with one event for each record, which says where it stands: nothing that
     *     has happened since the client read it is missed. With the last `id:` that the client has heard, it begins with what
     *     has happened since, and with `gone` for what the caller no longer sees. Every id is opaque. A host that gives none
     *     begins each stream with where the records stand.
     *
     *     Whether the caller sees a record is asked again before each event. An event may come more than once, and changes
     *     in quick succession may be told as one; those of one record come in the order of their versions. Lines that begin with a colon, and ids without data, are signs of life;
     *     one comes at least every 15 seconds. `retry:` says after how many milliseconds to come back.
     */
    get: operations['listen'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/meta': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What this host can do */
    get: operations['readMeta'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Id: string;
    RecordType: string;
    /**
     * @description An optional part of the contract that the host has
     * @enum {string}
     */
    Feature: 'etag' | 'owner' | 'batch' | 'bulk' | 'events' | 'people' | 'history' | 'meta';
    /**
     * @description Why something is not allowed. Hosts may send others together with a `detail`.
     * @example read-only
     */
    Reason: string;
    /** @description Yes, no, or no with its reason */
    Verdict:
      | boolean
      | {
          reason?: components['schemas']['Reason'];
          /** @description A sentence for people */
          detail?: string;
        };
    User: {
      id: components['schemas']['Id'];
      name: string;
      /** @description Tells people of the same name apart */
      description?: string;
      email?: string;
      avatarUrl?: string;
      /** @description False for a closed account */
      active: boolean;
      /** @description Whether the server would accept this person; only in searches with `for` */
      assignable?: components['schemas']['Verdict'];
      /**
       * @description What this person can do with the record without following it; only in searches with `for`
       * @enum {string}
       */
      access?: 'none' | 'view' | 'edit';
    };
    /** @description The caller */
    Viewer: components['schemas']['User'] & {
      /** @description May do everything. Missing means false */
      admin?: boolean;
      /** @description Sees only records they own or follow. Missing means false */
      onlyAssignedData?: boolean;
      /** @description False for accounts that may only look. Missing means true */
      canEdit?: boolean;
      /** @description Sees the record anyway, by a team or a share. Missing means false */
      keepsAccess?: boolean;
    };
    /** @description How somebody came to follow */
    Source: {
      /** @enum {string} */
      kind: 'user' | 'rule' | 'import' | 'api';
      id?: string;
      /** @description Name of the workflow, the import or the app */
      name?: string;
      /** @description The person who did it */
      by?: components['schemas']['Named'];
    };
    /** @description Somebody in a sentence, by their present name */
    Named: {
      id: components['schemas']['Id'];
      name: string;
    };
    /** @description What happened at one version */
    HistoryEntry: {
      /** @description The version of the record that this made; missing where the host has no versions */
      version?: string;
      /**
       * @description `created`: the record was made, with `user` as its owner
       * @enum {string}
       */
      kind: 'created' | 'follower-added' | 'follower-removed' | 'owner-changed';
      /** Format: date-time */
      at: string;
      /** @description The follower, or the owner from then on */
      user: components['schemas']['Named'] | null;
      /** @description With `owner-changed`, the owner until then */
      previous?: components['schemas']['Named'] | null;
      /** @description By what it came about, and by whom */
      source: components['schemas']['Source'];
    };
    HistoryPage: {
      items: components['schemas']['HistoryEntry'][];
      /** @description Opaque; `null` on the last page */
      nextCursor: string | null;
    };
    Follower: {
      user: components['schemas']['User'];
      /** Format: date-time */
      addedAt?: string;
      source?: components['schemas']['Source'];
    };
    Record: {
      type: components['schemas']['RecordType'];
      id: components['schemas']['Id'];
      /** @description Decimal; one more with every effective change of owner or followers */
      version?: string;
      /** @description Who made this version; missing where no person did, and where the host does not say */
      by?: components['schemas']['Named'];
    };
    /** @description What the caller may do here. It says nothing of free places or of a particular person. */
    Can: {
      addFollower?: components['schemas']['Verdict'];
      removeFollower?: components['schemas']['Verdict'];
      changeOwner?: components['schemas']['Verdict'];
    };
    /** @description What the server says of a record at one version, to one caller */
    Snapshot: {
      record: components['schemas']['Record'];
      features?: components['schemas']['Feature'][];
      /** @description Followers the record may have, the owner not counted; 0 turns following off */
      limit: number;
      owner: components['schemas']['User'] | null;
      viewer?: components['schemas']['Viewer'];
      /** @description In the order they are to be shown, whoever was added last at the end */
      followers: components['schemas']['Follower'][];
      can?: components['schemas']['Can'];
    };
    Batch: {
      records: {
        type: components['schemas']['RecordType'];
        id: components['schemas']['Id'];
      }[];
    };
    BatchPage: {
      /** @description One for each record asked for, in the same order */
      items: (components['schemas']['BatchFound'] | components['schemas']['BatchMissing'])[];
    };
    BatchFound: {
      type: components['schemas']['RecordType'];
      id: components['schemas']['Id'];
      /** @constant */
      status: 200;
      snapshot: components['schemas']['Snapshot'];
    };
    /** @description There is no such record, or the caller does not see it; nothing else is said */
    BatchMissing: {
      type: components['schemas']['RecordType'];
      id: components['schemas']['Id'];
      /** @constant */
      status: 404;
    };
    OwnerChange: {
      userId: components['schemas']['Id'];
      /** @description The previous owner stays as a follower. Missing means false */
      keepPrevious?: boolean;
    };
    /** @description Several wishes at once */
    Changes: {
      /** @description Who shall follow. Missing means nobody */
      add?: components['schemas']['Id'][];
      /** @description Who shall not follow any longer. Missing means nobody */
      remove?: components['schemas']['Id'][];
      owner?: components['schemas']['OwnerChange'];
    };
    /** @description What became of one wish */
    Result: {
      /** @enum {string} */
      op: 'add' | 'remove' | 'owner';
      userId: components['schemas']['Id'];
      /** @description Name of the person; missing where the caller can't find them, or may not make such a change */
      name?: string;
      /**
       * @description `already` and `absent`: it was so before, and nothing has changed
       * @enum {string}
       */
      outcome: 'added' | 'removed' | 'changed' | 'already' | 'absent' | 'refused';
      /** @description With `refused`, the code of the problem that the change would have met if it had come alone */
      code?: components['schemas']['ProblemCode'];
      reason?: components['schemas']['Reason'];
      /** @description With `refused`, a sentence for people */
      detail?: string;
    };
    Changed: {
      /** @description The record as it then is; `null` where the caller has thereby lost sight of it */
      snapshot: components['schemas']['Snapshot'] | null;
      /** @description One for each wish, in the order in which they were made */
      results: components['schemas']['Result'][];
    };
    UserPage: {
      items: components['schemas']['User'][];
      /** @description Opaque; `null` on the last page */
      nextCursor: string | null;
    };
    Meta: {
      /** @constant */
      contract: '1';
      features: components['schemas']['Feature'][];
      limits: {
        followers: number;
        /** @description Records in one `batchGet` (feature `batch`) */
        batch?: number;
      };
      viewer?: components['schemas']['Viewer'];
    };
    /** @enum {string} */
    ProblemCode:
      | 'not-authenticated'
      | 'action-forbidden'
      | 'owner-change-forbidden'
      | 'not-found'
      | 'follower-limit'
      | 'user-is-owner'
      | 'version-mismatch'
      | 'precondition-required'
      | 'user-not-assignable'
      | 'invalid-request'
      | 'rate-limited'
      | 'unavailable'
      | 'feed-expired';
    /** @description RFC 9457; `code` is what programs read */
    Problem: {
      type: string;
      title: string;
      status: number;
      /** @description A sentence for people */
      detail?: string;
      code: components['schemas']['ProblemCode'];
      reason?: components['schemas']['Reason'];
      /** @description With `follower-limit`, how many may follow */
      limit?: number;
      /** @description With `follower-limit`, how many do */
      current?: number;
      /** @description With `follower-limit`, who took the last place */
      by?: components['schemas']['Named'];
      /** @description With `version-mismatch` */
      currentVersion?: string;
    };
  };
  responses: {
    /** @description The request can't be understood */
    Malformed: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Nobody is signed in */
    SignedOut: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The caller sees the record but may not do this */
    Forbidden: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description There is no such record, or the caller does not see it; the two are never told apart */
    NotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The person can't be chosen. With `user-inactive` their account is closed; otherwise nothing is said. */
    NotAssignable: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The record has changed since */
    Changed: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description `If-Match` is missing */
    VersionMissing: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Anything else, such as 429 or 503, with `Retry-After` where the host knows it */
    Failed: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
  };
  parameters: {
    /**
     * @description Kind of the record
     * @example contact
     */
    type: string;
    /**
     * @description Id of the record among those of its type
     * @example c1
     */
    id: components['schemas']['Id'];
    /**
     * @description Whom it is about
     * @example colleague
     */
    userId: components['schemas']['Id'];
    /** @description Required where the caller is signed in by cookie. Missing: 403 with `action-forbidden`. */
    proof: '1';
  };
  requestBodies: never;
  headers: {
    /** @description Opaque, covers the whole body (feature `etag`); not a version */
    ETag: string;
    /** @description `private, no-cache`: another person sees something else, and it may have changed */
    'Cache-Control': string;
    /** @description What the answer depends on beside the URL */
    Vary: string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  readFollowers: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of an earlier answer (feature `etag`) */
        'If-None-Match'?: string;
      };
      path: {
        /**
         * @description Kind of the record
         * @example contact
         */
        type: components['parameters']['type'];
        /**
         * @description Id of the record among those of its type
         * @example c1
         */
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The record */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Cache-Control': components['headers']['Cache-Control'];
          Vary: components['headers']['Vary'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Snapshot'];
        };
      };
      /** @description Nothing has changed since the answer with that `ETag` */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Malformed'];
      401: components['responses']['SignedOut'];
      404: components['responses']['NotFound'];
      default: components['responses']['Failed'];
    };
  };
  changeMany: {
    parameters: {
      query?: never;
      header?: {
        /** @description Required where the caller is signed in by cookie. Missing: 403 with `action-forbidden`. */
        'X-CRM-Followers'?: components['parameters']['proof'];
        /**
         * @description With `owner` only: `record.version` as the caller saw it, in quotes. Missing: 428.
         * @example "17"
         */
        'If-Match'?: string;
      };
      path: {
        /**
         * @description Kind of the record
         * @example contact
         */
        type: components['parameters']['type'];
        /**
         * @description Id of the record among those of its type
         * @example c1
         */
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Changes'];
      };
    };
    responses: {
      /**
       * @description What became of each wish, and the record as it then is. Where the caller has thereby lost sight of it, the
       *     status is 200 as well, with `null` for the snapshot, and not 204 as with a single change: what became of the
       *     other wishes would go unsaid.
       */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Changed'];
        };
      };
      400: components['responses']['Malformed'];
      401: components['responses']['SignedOut'];
      /** @description The proof is missing. What the caller may not do is a result. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['NotFound'];
      412: components['responses']['Changed'];
      428: components['responses']['VersionMissing'];
      default: components['responses']['Failed'];
    };
  };
  addFollower: {
    parameters: {
      query?: never;
      header?: {
        /** @description Required where the caller is signed in by cookie. Missing: 403 with `action-forbidden`. */
        'X-CRM-Followers'?: components['parameters']['proof'];
      };
      path: {
        /**
         * @description Kind of the record
         * @example contact
         */
        type: components['parameters']['type'];
        /**
         * @description Id of the record among those of its type
         * @example c1
         */
        id: components['parameters']['id'];
        /**
         * @description Whom it is about
         * @example colleague
         */
        userId: components['parameters']['userId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Followed already; nothing has changed */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Snapshot'];
        };
      };
      /** @description Added */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Snapshot'];
        };
      };
      400: components['responses']['Malformed'];
      401: components['responses']['SignedOut'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      /** @description No place is left, or the person is the owner */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      422: components['responses']['NotAssignable'];
      default: components['responses']['Failed'];
    };
  };
  removeFollower: {
    parameters: {
      query?: never;
      header?: {
        /** @description Required where the caller is signed in by cookie. Missing: 403 with `action-forbidden`. */
        'X-CRM-Followers'?: components['parameters']['proof'];
      };
      path: {
        /**
         * @description Kind of the record
         * @example contact
         */
        type: components['parameters']['type'];
        /**
         * @description Id of the record among those of its type
         * @example c1
         */
        id: components['parameters']['id'];
        /**
         * @description Whom it is about
         * @example colleague
         */
        userId: components['parameters']['userId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Removed */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Snapshot'];
        };
      };
      /** @description They did not follow; or they were removed and the caller has thereby lost sight of the record */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Malformed'];
      401: components['responses']['SignedOut'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      default: components['responses']['Failed'];
    };
  };
  readHistory: {
    parameters: {
      query?: {
        /** @description Entries on a page */
        limit?: number;
        /** @description `nextCursor` of the page before */
        cursor?: string;
      };
      header?: never;
      path: {
        /**
         * @description Kind of the record
         * @example contact
         */
        type: components['parameters']['type'];
        /**
         * @description Id of the record among those of its type
         * @example c1
         */
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page */
      200: {
        headers: {
          'Cache-Control': components['headers']['Cache-Control'];
          Vary: components['headers']['Vary'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HistoryPage'];
        };
      };
      400: components['responses']['Malformed'];
      401: components['responses']['SignedOut'];
      404: components['responses']['NotFound'];
      default: components['responses']['Failed'];
    };
  };
  changeOwner: {
    parameters: {
      query?: never;
      header?: {
        /** @description Required where the caller is signed in by cookie. Missing: 403 with `action-forbidden`. */
        'X-CRM-Followers'?: components['parameters']['proof'];
        /**
         * @description `record.version` as the caller saw it, in quotes. Missing: 428. `*` is refused with 400.
         * @example "17"
         */
        'If-Match'?: string;
      };
      path: {
        /**
         * @description Kind of the record
         * @example contact
         */
        type: components['parameters']['type'];
        /**
         * @description Id of the record among those of its type
         * @example c1
         */
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['OwnerChange'];
      };
    };
    responses: {
      /** @description The owner has changed */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Snapshot'];
        };
      };
      /** @description The owner has changed, and the caller has thereby lost sight of the record */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Malformed'];
      401: components['responses']['SignedOut'];
      /** @description The caller may not change the owner */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      404: components['responses']['NotFound'];
      /** @description The person is the owner, or no place is left for the previous one */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      412: components['responses']['Changed'];
      422: components['responses']['NotAssignable'];
      428: components['responses']['VersionMissing'];
      default: components['responses']['Failed'];
    };
  };
  readMany: {
    parameters: {
      query?: never;
      header?: {
        /** @description Required where the caller is signed in by cookie. Missing: 403 with `action-forbidden`. */
        'X-CRM-Followers'?: components['parameters']['proof'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Batch'];
      };
    };
    responses: {
      /** @description Each record as the caller sees it, all as they were at one moment */
      200: {
        headers: {
          'Cache-Control': components['headers']['Cache-Control'];
          Vary: components['headers']['Vary'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BatchPage'];
        };
      };
      400: components['responses']['Malformed'];
      401: components['responses']['SignedOut'];
      /** @description The proof is missing. What the caller does not see is an item. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      default: components['responses']['Failed'];
    };
  };
  searchUsers: {
    parameters: {
      query?: {
        /**
         * @description Whom to name (feature `people`); may be repeated
         * @example [
         *       "owner",
         *       "rita"
         *     ]
         */
        id?: components['schemas']['Id'][];
        /**
         * @description What somebody has typed
         * @example jos
         */
        query?: string;
        /** @description People on a page */
        limit?: number;
        /** @description `nextCursor` of the page before, with the same `query` */
        cursor?: string;
        /**
         * @description The record they are sought for, `type:id`: each person then has `assignable` and `access`.
         * @example contact:c1
         */
        for?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description People */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserPage'];
        };
      };
      400: components['responses']['Malformed'];
      401: components['responses']['SignedOut'];
      404: components['responses']['NotFound'];
      default: components['responses']['Failed'];
    };
  };
  listen: {
    parameters: {
      query: {
        /**
         * @description A record as `type:id`; once for each record, at least 100 of which a host takes
         * @example [
         *       "contact:c1",
         *       "opportunity:o1"
         *     ]
         */
        record: string[];
      };
      header?: {
        /** @description The last id that the client has heard on a stream about these records */
        'Last-Event-ID'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The stream */
      200: {
        headers: {
          'Cache-Control': components['headers']['Cache-Control'];
          Vary: components['headers']['Vary'];
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': string;
        };
      };
      400: components['responses']['Malformed'];
      401: components['responses']['SignedOut'];
      /** @description The host can't go on from that id (any longer). Read everything again, and listen without it. */
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The caller has as many streams as they may. `Retry-After` says when to try again. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      default: components['responses']['Failed'];
    };
  };
  readMeta: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Version of the contract, optional features, limits, and who is signed in */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Meta'];
        };
      };
      401: components['responses']['SignedOut'];
      default: components['responses']['Failed'];
    };
  };
}
