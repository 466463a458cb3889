agreement accord "An accord"
  zone Asia/Jerusalem
  counting day 1 is the day of entry into force
party north "North", south "South"
mediator envoy "Envoy"
body council "Council"; members north, south, envoy; decides by majority; veto by envoy
ambiguity length "Does phase one run on?"; about one
  reading continues "it runs on"; held by south
  reading lapses "it ends"; held by north since 2025-03-01
event agreed "the terms are agreed" by north and south jointly
process talks "talks" between north and south
  opened by north and south jointly
  concluded by agreed
  ended by north
phase one "Truce"
  starts on entry into force
  lasts 42 days
  under continues: runs on while not agreed
  then two when agreed
  truce: north and south each must not attack the other
    cites C1
  captives: south must release 33 captives
    to north
    total 3 by day 1
    total 7 by day 7
    all by day 42
  prisoners: north must release prisoners
    30 for each any of one.captives
    on the same day
  road: north must open the road; by day 7; cure within 2 days
  open-talks: north and south jointly must open talks; by day 16; done when talks are open
  good-faith: north must try to conclude talks; by day 35
  hold: north may suspend road; with notice 1 day
phase two "End"
  lasts 10 days
  withdraw: north must withdraw; by the end of two
label C1 "The truce" [verified]
