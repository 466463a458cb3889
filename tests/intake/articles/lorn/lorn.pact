agreement lorn-draft "Lorn Islands settlement"
  status proposal
party council "Lorn Island Council"
  also called "the Council"
party guard "Sea Guard"
mediator straits "Straits Union"
actor harmony "Harmony Party"
person moreau "Claire Moreau"; office "Chairwoman of the Lorn Island Council"; speaks for council
person adeyi "Tunde Adeyi"; office "Commander of the Sea Guard"; speaks for guard
person pell "Ingrid Pell"; office "Envoy of the Straits Union"; speaks for straits
person sorel "Hugo Sorel"; office "Leader of the Harmony Party"; speaks for harmony
body senate "Senate of Lorn"
hulls: guard must hand over 14 patrol boats; by 2029-12-01
amnesty: council must pass an amnesty law
