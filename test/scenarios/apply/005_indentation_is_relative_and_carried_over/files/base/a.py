def f():
    if a:
        old()
