a
b
x
y