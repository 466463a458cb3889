"""Work on what has outgrown one machine: rows come in where they are held, plain rows of verdicts go out.

What is done with the rows of an agreement is given to it; it knows no text, no rule and no verdict. Spark is
loaded only by what needs it.
"""
