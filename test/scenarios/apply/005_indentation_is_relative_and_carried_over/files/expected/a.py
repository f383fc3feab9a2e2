def f():
    if a:
        new()
        if b:
            more()
