b
a2
