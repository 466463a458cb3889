agreement dovan-roadmap "Dovan roadmap"
party dovan "Government of Dovan"
party rivers "Rivers Alliance"
  also called "the Alliance"
mediator ostia "Ostia"
mediator synod "Synod of Dovan"
person lindt "Rosa Lindt"; office "President of Dovan"; speaks for dovan
person ngata "Wiremu Ngata"; office "Chief negotiator of the Rivers Alliance"; speaks for rivers
person silva "Bishop Marco Silva"; office "Head of the Synod of Dovan"; speaks for synod
  also called "Marco Silva"
person teller "Anna Teller"; office "Ambassador of Ostia"; speaks for ostia
person crane "Victor Crane"; office "Leader of the Rivers Alliance"; speaks for rivers
body congress "Congress of Dovan"
calm: dovan and rivers each must not attack the other
fighters: rivers must disband its fighters
reform: dovan must adopt a land reform
claim reform-first "a land reform before the fighters disband"
  demanded by rivers
  every faithful run reaches reform
