"""The ground: spans in source text, dates, moments and quantities. Values come in and go out;
it refuses to know agreements, files and clocks.
"""
