"""Lint rules and claims: a model and its machine come in, diagnostics and concrete dated runs go
out. It has no semantics of its own and refuses to know files.
"""
