agreement osric-accord "Osric peace accord"
party osric "Kingdom of Osric"
  also called "Osric"
party plains "Movement of the Plains"
  also called "the Plains Movement"
mediator haldane "Haldane"
guarantor un "United Nations"
person rhee "Mina Rhee"; office "Prime Minister of Osric"; speaks for osric
person dacosta "Paulo da Costa"; office "Head of the Movement of the Plains"; speaks for plains
person ilves "Kari Ilves"; office "Special envoy of the United Nations"; speaks for un
person haas "Greta Haas"; office "Interior Minister of Osric"
person marsh "Owen Marsh"; office "President of Haldane"; speaks for haldane
body parliament "Parliament of Osric"
body coalition "Governing coalition of Osric"
ceasefire: osric and plains each must not attack the other
arms: plains must hand in 900 weapons
land: osric must return the land of the Delta
