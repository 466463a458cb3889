"""Typed tables: status and findings come in, rows for a board, a timeline, a matrix or a calendar
go out. It refuses to know colours, terminals and pages.
"""
