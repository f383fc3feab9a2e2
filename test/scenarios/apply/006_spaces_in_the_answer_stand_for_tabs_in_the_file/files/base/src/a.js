function f() {
	if (a) {
		old();
	}
}
