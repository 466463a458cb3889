agreement sirra-truce "Sirra truce agreement"
party sirra "Republic of Sirra"
  also called "Sirra"
party dawn "Dawn Movement"
mediator pact-states "Gulf Pact"
monitor monitors "Truce Monitoring Team"
person nasri "Leila Nasri"; office "President of Sirra"; speaks for sirra
person kova "Andrej Kova"; office "Commander of the Dawn Movement"; speaks for dawn
person elmi "Faduma Elmi"; office "Spokeswoman of the Dawn Movement"; speaks for dawn
person ross "Gavin Ross"; office "Secretary General of the Gulf Pact"; speaks for pact-states
person haddad "Karim Haddad"; office "Interior Minister of Sirra"
body cabinet "Cabinet of Sirra"
quiet: sirra and dawn each must not attack the other
hostages: dawn must free 24 hostages
crossing: sirra must open the crossing at Wadi
