function f(a) {
}

function g(b) {
  return b;
}
