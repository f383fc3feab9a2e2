function f(a) {
  return a > 1;
}

function g(b) {
  return b;
}
