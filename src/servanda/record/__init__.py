"""The record as tables: an agreement with its entries comes in, columns and files that other programs
read go out; tables that others keep come in, and sentences of a record go out. It refuses to know what
any of it means for the agreement: that is the machine's and the monitor's.
"""
