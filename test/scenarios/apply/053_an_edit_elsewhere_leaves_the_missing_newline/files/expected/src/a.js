x
b
c