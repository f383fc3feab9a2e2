/** A place in a tree as arrow keys see it. */
export interface TreePlace {
  readonly id: string;
  readonly parent: string | null;
  readonly foldable: boolean;
  readonly folded: boolean;
}

export type TreeMove = 'up' | 'down' | 'first' | 'last' | 'fold' | 'unfold';

export type TreeStep =
  | { readonly kind: 'select'; readonly id: string }
  | { readonly kind: 'fold'; readonly id: string; readonly folded: boolean };

/** Returns what an arrow key does in a drawn tree, as the ARIA practices say: left folds, then goes to the parent. */
export function moveInTree(
  places: readonly TreePlace[],
  current: string | null,
  move: TreeMove,
): TreeStep | undefined {
  const at = places.findIndex(({ id }) => id === current);
  const here = places[at];
  if (move === 'fold' || move === 'unfold')
    return here === undefined ? undefined : turned(places, here, move);
  const target = { up: at - 1, down: at + 1, first: 0, last: places.length - 1 }[move];
  const place = places[at < 0 && move === 'up' ? 0 : target];
  return place === undefined ? undefined : { kind: 'select', id: place.id };
}

function turned(
  places: readonly TreePlace[],
  here: TreePlace,
  move: 'fold' | 'unfold',
): TreeStep | undefined {
  const open = here.foldable && !here.folded;
  if (move === 'fold' && open) return { kind: 'fold', id: here.id, folded: true };
  if (move === 'unfold' && here.foldable && here.folded) return { kind: 'fold', id: here.id, folded: false };
  const target =
    move === 'fold'
      ? places.find(({ id }) => id === here.parent)
      : places.find(({ parent }) => parent === here.id);
  return target === undefined ? undefined : { kind: 'select', id: target.id };
}
