"""Hold a small agreement with a record, for the tests of the commands."""

PACT = """\
agreement accord "An accord" [verified]
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
    30 for each any of captives
    on the same day
  road: north must open the road; by day 7; cure within 2 days
  open-talks: north and south jointly must open talks; by day 16; done when talks are open
  good-faith: north must try to conclude talks; by day 35
  hold: north may suspend road; with notice 1 day
phase two "End"
  lasts 10 days
  withdraw: north must withdraw; by the end of two
label C1 "The truce" [verified]
"""

RECORD = """\
record of accord
source press "Press"; kind press
2025-01-19 11:15 in force [press, verified]
2025-01-19 act south captives 3 civilian named first [press, verified]
2025-01-19 act north prisoners 90 [press, verified]
2025-01-24/2025-01-26 act south captives 4 soldier [press, recalled]
2025-01-27 act north road via envoy [press, verified]
2025-02-01 incident north against one.truce alleged by south [press, verified]
2025-02-02 finding envoy one.truce breached "shelling" [press, verified]
2025-02-01 figure trucks 100 of 200 by south [press, verified]
2025-02-02 figure trucks 150 of 200 by north [press, verified]
2025-02-01 vote council adopts accord for 2 against 1; against envoy [press, verified]
2025-02-03 leave envoy council [press, verified]
2025-02-04 act north prisoners 10; of which 4 life, 5 other [press, verified]
"""
PACT = PACT.replace("of captives", "of one.captives").replace(' "An accord" [verified]', ' "An accord"')
RECORD = (
    RECORD.replace(" captives ", " one.captives ")
    .replace(" prisoners ", " one.prisoners ")
    .replace(" road ", " one.road ")
)
