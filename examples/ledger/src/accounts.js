const KINDS = ['assets', 'liabilities', 'equity', 'income', 'expenses'];

export function kindOf(account) {
  const first = account.split(':')[0].toLowerCase();
  return KINDS.find((kind) => kind === first) ?? 'other';
}

/** `a:b:c` has the parents `a:b` and `a`. */
export function parentsOf(account) {
  const parts = account.split(':');
  const parents = [];
  for (let length = parts.length - 1; length > 0; length -= 1) parents.push(parts.slice(0, length).join(':'));
  return parents;
}

export function isWithinAccount(account, parent) {
  return account === parent || account.startsWith(`${parent}:`);
}

export function depthOf(account) {
  return account.split(':').length;
}

/** Assets and expenses grow with debits; the others are shown with the sign turned. */
export function naturalSign(account) {
  return kindOf(account) === 'assets' || kindOf(account) === 'expenses' ? 1 : -1;
}

export function compareAccounts(a, b) {
  const byKind = rank(a) - rank(b);
  return byKind !== 0 ? byKind : a.localeCompare(b);
}

function rank(account) {
  const index = KINDS.indexOf(kindOf(account));
  return index === -1 ? KINDS.length : index;
}
