# Synthetic: no such parties, places or events exist.
agreement accord "An accord of synthetic parties"
  zone UTC

party north "North", south "South"
monitor acled "ACLED", ged "UCDP GED"

truce: north and south each must not attack
calm: north and south each must not send armed crowds
