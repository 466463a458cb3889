agreement varn-protocol "Varn Strait protocol"
  status proposal
party varn "Republic of Varn"
  also called "Varn"
party islands "Outer Islands Authority"
  also called "the Authority"
mediator cassel "Cassel"
monitor observers "Strait Observer Mission"
  also called "the observers"
person lund "Erik Lund"; office "President of Varn"; speaks for varn
person maro "Teresa Maro"; office "Chairwoman of the Outer Islands Authority"; speaks for islands
person pike "Jonas Pike"; office "Spokesman of the Outer Islands Authority"; speaks for islands
person amsel "Nadia Amsel"; office "Foreign Minister of Cassel"; speaks for cassel
person reyes "General Luis Reyes"; office "Head of the Strait Observer Mission"; speaks for observers
  also called "Luis Reyes"
person holt "Frida Holt"; office "Defence Minister of Varn"
body assembly "Assembly of Varn"
body council "Islands Council"
kind shelling "Fire by artillery or mortars"
kind drone "A strike by a drone"
kind seizure "The seizure of a boat"
place ferry-port "The ferry port of Anse"
  also called "Anse"
process talks "talks on fishing rights" between varn and islands
phase one "Calm"
  starts on entry into force; lasts 90 days
  calm: varn and islands each must not attack the other
    counts incidents of shelling, drone, seizure
  crews: islands must release 60 sailors
  mines: varn must clear 150 mines
phase two "Settlement"
  starts when crews is fulfilled
  harbour: varn must open the harbour of Anse
claim harbour-first "the opening of the harbour of Anse"
  demanded by islands
  every faithful run reaches two.harbour
