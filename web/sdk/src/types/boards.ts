/** What editors of a board share. */

/** A change that an editor of a board published. */
export interface BoardUpdate {
  name: string;
  /** What {@link BoardDocument.apply} takes, in base64. */
  update: string;
  /** The editor: one {@link Board} of one client. */
  by: string;
  /** Grows with each update of the editor; a repeat of one has the same number. */
  number: number;
}

/**
 * That an editor saved a board. In it is the version before, everything on the topic up to `offset`, and the editor's
 * own changes up to `number`.
 */
export interface BoardSaved {
  name: string;
  version: number;
  by: string;
  offset: number;
  number: number;
  /** Whether all of that was published, by now; otherwise others have to read it. */
  published: boolean;
}

/** Where an editor is in a board; both null where they are not in it any more. What a place is the board says. */
export interface BoardCursor {
  board: string;
  anchor: string | null;
  head: string | null;
}

/** A board as it was last saved; version 0 and nothing in it where it never was. */
export interface BoardSnapshot {
  name: string;
  /** Base64. */
  snapshot: string;
  version: number;
  updatedAt: string | null;
  updatedBy: string | null;
}
