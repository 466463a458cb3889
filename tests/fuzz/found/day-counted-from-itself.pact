agreement i
 counting day 1 is day 5
e:e must t
 start by day 2