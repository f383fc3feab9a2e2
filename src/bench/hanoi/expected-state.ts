const PEGS = 'ABC';
const STATE = /^(\d+)([ABC])([ABC]) ([ABC]+)/;

/**
 * Returns the state (`3AC …`: the move, then the peg of every disk from the smallest up) that a step should lead to from
 * the state before it, undefined at the start. Written for the audit alone, from the rule in arXiv 2511.09030: disk 1 goes
 * round every other time, in between comes the one legal move of another disk.
 */
export function expectedState(before: string | undefined, disks: number): string {
  const match = before === undefined ? null : STATE.exec(before);
  const pegs = [...(match?.[4] ?? PEGS.charAt(0).repeat(disks))];
  const [disk, to] = match?.[1] === '1' ? otherMove(pegs) : [1, round(pegs[0] ?? '', disks)];
  const from = pegs[disk - 1] ?? '';
  pegs[disk - 1] = to;
  return `${disk}${from}${to} ${pegs.join('')}`;
}

function round(peg: string, disks: number): string {
  return PEGS.charAt((PEGS.indexOf(peg) + (disks % 2 === 0 ? 1 : 2)) % PEGS.length);
}

/** The smallest disk that does not lie with disk 1 goes to the peg that has neither of them. */
function otherMove(pegs: readonly string[]): [disk: number, to: string] {
  const index = pegs.findIndex((peg) => peg !== pegs[0]);
  const free = [...PEGS].find((peg) => peg !== pegs[0] && peg !== pegs[index]) ?? '';
  return [index + 1, free];
}
