agreement x
mediator us"",us
body council"";members us;veto by a
2024-06-10 vote council adopts