agreement a
2017-05-04 figure a 7
 adds s:t must t