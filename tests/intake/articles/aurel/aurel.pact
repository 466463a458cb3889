agreement aurel-charter "Aurel transition charter"
  status proposal
party council "Military Council of Aurel"
  also called "the Military Council", "the junta"
party alliance "Alliance for Civilian Rule"
  also called "the Alliance", "ACR"
mediator bloc "Southern Bloc"
  also called "the Bloc"
guarantor emirate "Emirate of Qasr"
  also called "Qasr"
person dorn "General Viktor Dorn"; office "Chairman of the Military Council of Aurel"; speaks for council
  also called "Viktor Dorn"
person salem "Mariam Salem"; office "Leader of the Alliance for Civilian Rule"; speaks for alliance
person kessy "Joseph Kessy"; office "Special envoy of the Southern Bloc"; speaks for bloc
person farid "Farid al-Amin"; office "Foreign Minister of Qasr"; speaks for emirate
person tal "Ruth Tal"; office "Prime Minister of Aurel"
person nkemba "Colonel Alain Nkemba"; office "Spokesman of the Military Council of Aurel"; speaks for council
actor unions "Confederation of Trade Unions"
body sovereign-council "Transitional Sovereign Council"
body cabinet "Cabinet of Aurel"
kind protest-deaths "Shooting at a protest"
process talks "talks on the charter" between council and alliance
event elections "elections are held" by council
quiet: council must not shoot at protests
  counts incidents of protest-deaths
prisoners: council must release 250 prisoners
handover: council must hand power to a civilian government
dialogue: alliance must end the general strike
claim civilians-first "a civilian government before elections"
  demanded by alliance
  every faithful run reaches handover
