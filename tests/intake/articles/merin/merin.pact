agreement merin-line "Merin border agreement"
party east "East Merin"
party west "West Merin"
mediator tolland "Tolland"
monitor mission "Joint Observation Mission"
  also called "the Mission"
person kovar "Elena Kovar"; office "Prime Minister of East Merin"; speaks for east
person strand "Nils Strand"; office "President of West Merin"; speaks for west
person abara "Jude Abara"; office "Head of the Joint Observation Mission"; speaks for mission
person quist "Dora Quist"; office "Foreign Minister of Tolland"; speaks for tolland
actor farmers "Border Farmers League"
body diet "Diet of East Merin"
hold-fire: east and west each must not attack the other
posts: east must dismantle 18 watch posts
fence: west must remove the fence at Orla
