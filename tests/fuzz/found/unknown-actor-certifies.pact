s:f must e
 certified by i