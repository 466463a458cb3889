"""Replay: a machine and a record come in, and where each promise stands, with its reasons, goes
out. It refuses to judge: overdue is arithmetic, a breach is somebody's finding.
"""
