"""The pipeline: paths and a date come in, and the values that every pass made go out. It reads
files and writes the order of passes down once; it refuses to know how an answer is shown.
"""
