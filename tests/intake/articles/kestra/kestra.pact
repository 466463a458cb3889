agreement kestra-plan "Ceasefire plan for Kestra"
  status proposal
party kestra "Republic of Kestra"
  also called "Kestra"
party front "Northern Liberation Front"
  also called "the Front", "NLF"
mediator norland "Norland"
actor league "League of Straits"
person veld "Ana Veld"; office "Foreign Minister of Norland"; speaks for norland
person okoro "Samuel Okoro"; office "President of Kestra"; speaks for kestra
person tamm "Lia Tamm"; office "Spokeswoman of the Northern Liberation Front"; speaks for front
person brandt "Josef Brandt"; office "Defence Minister of Kestra"
body assembly "National Assembly of Kestra"
body cabinet "Cabinet of Kestra"
event war-over "the war is over" by kestra and front jointly
phase one "Truce"
  starts on entry into force
  truce: kestra and front each must not attack the other
  withdrawal: kestra must withdraw troops from the Arvin valley
  prisoners: front must release 40 prisoners
  corridor: kestra must open the road to Seld
claim full-withdrawal "a full withdrawal of troops from the Arvin valley"
  demanded by front
  every faithful run reaches one.withdrawal
