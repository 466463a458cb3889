# Synthetic: the names, the places and all that happens in the record beside it are invented.
agreement accord "Accord on the strip"
  counting day 1 is the day of entry into force
party north "North", south "South"
monitor mission "Mission"
kind violence "Use of force", search "Search of a house"
kind shelling "Fire by artillery or mortars", raid "Raid on the ground"; part of violence
place strip "The strip along the line"
place ford "The ford district"; also called "the second ford"; part of strip
place hill "The hill district"; part of strip

truce: north and south each must not attack the other
  except self-defence "an imminent threat"; assessed by nobody named
  counts incidents of violence by north, south upon north, south in strip
calm-week: north and south each must not fire
  counts incidents of shelling with at least 3 dead
