// TODO: handle zero
export function f() {
  return 1;
}
