function f() {
	if (a) {
		new();
	}
}
