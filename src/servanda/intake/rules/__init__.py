"""Read sentences by rules: words with what they depend on come in, drafts go out, each with the rule
that made it. It refuses to turn what is denied, asked, possible or unsaid into a stance.
"""
