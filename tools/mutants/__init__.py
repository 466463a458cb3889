"""Mutation testing: change the program in one small place, and see whether a test notices.

`operators` says which changes there are, `running` tries each in a forked process in which the tests are
already imported, `report` sums up, and `accepted` reads the list of survivors that are known and why.
"""
