a
B
c
D
e
