"""A face for editors: texts as they are typed come in over the language server protocol; diagnostics,
completions, explanations, places and edits go out. It has no grammar and no rules of its own, and
refuses to write any file: what changes a text is handed to the editor.
"""
