/** What clients asked for and what they were told, for `verify.ts` to hold against what the database says. */

export interface Wish {
  readonly op: 'add' | 'remove' | 'owner';
  readonly userId: string;
}

/** What a client is shown of a record. */
export interface Shown {
  readonly version: number;
  readonly owner: string | null;
  readonly followers: readonly string[];
}

/** One request for one record, in the order in which its client sent them. */
export interface Asked {
  readonly by: string;
  readonly record: string;
  readonly wishes: readonly Wish[];
  /** Without one, nobody knows what became of it: the answer was lost, or said that the server can't tell. */
  answer?: {
    /** Wishes that came true, in the order in which they did. */
    readonly done: readonly Wish[];
    readonly shown?: Shown | undefined;
  };
}

export interface History {
  readonly asked: Asked[];
  /** Followers at one moment, as somebody else saw them in the database. */
  mostFollowers: number;
  ownersFollowing: number;
  samples: number;
}

export const emptyHistory = (): History => ({ asked: [], mostFollowers: 0, ownersFollowing: 0, samples: 0 });
