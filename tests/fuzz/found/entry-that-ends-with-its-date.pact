agreement s
2016- i