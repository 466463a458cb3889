agreement quell-pact "Quellin grazing and water pact"
party tarn "Tarn Herders Council"
  also called "the Herders Council", "the herders"
party oba "Oba Farmers Union"
  also called "the Farmers Union", "the farmers"
mediator state "Quellin State Government"
  also called "the state government"
actor elders "Council of Elders of Mbara"
person dauda "Sani Dauda"; office "Chairman of the Tarn Herders Council"; speaks for tarn
person eze "Grace Eze"; office "President of the Oba Farmers Union"; speaks for oba
person bala "Ibrahim Bala"; office "Governor of Quellin"; speaks for state
person okon "Father Peter Okon"; office "Secretary of the Council of Elders of Mbara"; speaks for elders
  also called "Peter Okon"
person musa "Halima Musa"; office "Police commissioner of Quellin"
body committee "Joint Peace Committee"; members tarn, oba
kind raid "A raid"
kind rustling "Theft of cattle"
calm: tarn and oba each must not attack the other
  counts incidents of raid, rustling
wells: oba must reopen 12 wells
cattle: tarn must return 400 cattle
routes: state must mark the grazing routes
compensation: state must pay compensation
claim compensation-first "compensation before the wells are reopened"
  demanded by oba
  every faithful run reaches compensation
