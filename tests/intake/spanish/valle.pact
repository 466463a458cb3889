agreement pacto-valle "Acuerdo del Valle"
party montes "República de Montes"
  also called "Montes"
party frente "Frente del Sur"
  also called "el Frente"
mediator costa "Liga de la Costa"
person rivas "Elena Rivas"; office "Presidenta de Montes"; speaks for montes
person ortega "Julio Ortega"; office "Comandante del Frente del Sur"; speaks for frente
person blanco "Marta Blanco"; office "Enviada de la Liga de la Costa"; speaks for costa
body congreso "Congreso de Montes"
  also called "el Congreso"
tregua: montes and frente each must not attack the other
