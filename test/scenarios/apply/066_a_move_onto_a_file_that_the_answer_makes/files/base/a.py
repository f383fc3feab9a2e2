        return 1
