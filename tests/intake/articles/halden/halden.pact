agreement halden-pact "Halden power-sharing pact"
  status proposal
party crown "Government of Halden"
party league "Highland League"
  also called "the League"
mediator ardent "Republic of Ardent"
  also called "Ardent"
guarantor congress "Congress of Nations"
person frost "Helena Frost"; office "Prime Minister of Halden"; speaks for crown
person okafor "Emeka Okafor"; office "Chairman of the Highland League"; speaks for league
person lenz "Viktor Lenz"; office "Deputy Chairman of the Highland League"; speaks for league
person duval "Simone Duval"; office "Foreign Minister of Ardent"; speaks for ardent
person tran "Linh Tran"; office "Special envoy of the Congress of Nations"; speaks for congress
actor farm-union "Farm Union"
body chamber "Chamber of Deputies of Halden"
body coalition "Ruling coalition of Halden"
detainees: crown must release 120 detainees
posts: league must vacate 9 border posts
law: crown must adopt an autonomy law
claim law-first "an autonomy law before the border posts are left"
  demanded by league
  every faithful run reaches law
