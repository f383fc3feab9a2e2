/** What a key asks for. */
export type KeyAction =
  | 'up'
  | 'down'
  | 'first'
  | 'last'
  | 'fold'
  | 'unfold'
  | 'next-waiting'
  | 'diff'
  | 'approve'
  | 'reject'
  | 'more'
  | 'find'
  | 'toggle-view'
  | 'help';

/** Where the key was pressed. */
export interface KeyPlace {
  /** In a field, where letters are text. */
  readonly typing: boolean;
  /** In the step tree, or nowhere: elsewhere arrows belong to what has the focus. */
  readonly inTree: boolean;
  /** A dialog is open; its own keys are all that counts. */
  readonly inDialog: boolean;
}

export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
  readonly isComposing: boolean;
}

const MOVES: Readonly<Record<string, KeyAction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'fold',
  ArrowRight: 'unfold',
  Home: 'first',
  End: 'last',
};

const LETTERS: Readonly<Record<string, KeyAction>> = {
  w: 'next-waiting',
  d: 'diff',
  a: 'approve',
  r: 'reject',
  m: 'more',
  v: 'toggle-view',
  '/': 'find',
  '?': 'help',
};

/** Returns what the key asks for, or undefined when it is not ours. Held keys move, but never decide twice. */
export function keyAction(event: PressedKey, place: KeyPlace): KeyAction | undefined {
  if (place.typing || place.inDialog || event.isComposing) return undefined;
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const move = MOVES[event.key];
  if (move !== undefined) return place.inTree ? move : undefined;
  return event.repeat ? undefined : LETTERS[event.key];
}
