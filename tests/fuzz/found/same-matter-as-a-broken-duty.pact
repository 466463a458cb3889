agreement e
list:
t:s must d
 on the same matter as list