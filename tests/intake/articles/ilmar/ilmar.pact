agreement ilmar-accord "Ilmar final accord"
party ilmar "Government of Ilmar"
party pfi "People's Front of Ilmar"
  also called "the People's Front", "PFI"
guarantor un "United Nations"
mediator vesper "Kingdom of Vesper"
  also called "Vesper"
person cruz "Pablo Cruz"; office "President of Ilmar"; speaks for ilmar
person ayala "Ines Ayala"; office "High Commissioner for Peace of Ilmar"; speaks for ilmar
person moro "Camilo Moro"; office "Commander in chief of the People's Front of Ilmar"; speaks for pfi
  also called "Comrade Moro"
person sand "Birgit Sand"; office "Head of the United Nations mission in Ilmar"; speaks for un
person rook "Thomas Rook"; office "Ambassador of Vesper"; speaks for vesper
person leal "Alfonso Leal"; office "Leader of the Patriot Party"
actor patriots "Patriot Party"
body senate "Senate of Ilmar"
body tribunal "Constitutional Tribunal of Ilmar"
kind ambush "An ambush"
kind bombing "A bombing"
event referendum "the referendum is held" by ilmar
ceasefire: ilmar and pfi each must not attack the other
  counts incidents of ambush, bombing
weapons: pfi must lay down 7,000 weapons
camps: ilmar must build 20 camps
amnesty: ilmar must adopt an amnesty law
titles: ilmar must give land to 9,000 families
claim amnesty-first "an amnesty law before the weapons are laid down"
  demanded by pfi
  every faithful run reaches amnesty
