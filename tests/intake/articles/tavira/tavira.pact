agreement tavira-plan "Humanitarian truce for Tavira"
  status proposal
party army "National Army of Tavira"
  also called "the army"
party rapid "Rapid Forces"
mediator sable "Sable"
mediator commission "Continental Commission"
person idris "General Omar Idris"; office "Commander of the National Army of Tavira"; speaks for army
  also called "Omar Idris"
person yusuf "Hadi Yusuf"; office "Leader of the Rapid Forces"; speaks for rapid
person lang "Petra Lang"; office "Envoy of the Continental Commission"; speaks for commission
person bello "Kemi Bello"; office "Foreign Minister of Sable"; speaks for sable
body council "Sovereign Council of Tavira"; members army
truce: army and rapid each must not attack the other
convoys: army must let in 200 trucks
detainees: rapid must release 300 detainees
claim trucks-first "trucks before talks"
  demanded by rapid
  every faithful run reaches convoys
