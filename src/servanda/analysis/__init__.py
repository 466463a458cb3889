"""Who stands where: an agreement with its record and a date come in; positions, votes and what they
decide go out, each with the entries it rests on. It refuses to judge who is right, and to guess what
somebody has not said.
"""
