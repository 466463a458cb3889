actor b
 answered for by m