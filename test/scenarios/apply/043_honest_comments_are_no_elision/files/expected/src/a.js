// Other imports come first.
// the remaining budget
const rest = [...others]; // spread the rest
// existing users keep their id
// unchanged files are skipped
y();
