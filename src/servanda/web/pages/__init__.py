"""Make the pages, a module each: the value it shows, the rows of its CSV, and the name of its template."""
