agreement a "A"
party p "P"
2025-01-01 note "nobody amends here"
  adds caches: p must do well; same matter as other
other: p must do well
