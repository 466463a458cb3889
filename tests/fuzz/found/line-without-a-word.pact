agreement l
2024-3 r
;
 6[d]