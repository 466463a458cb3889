agreement
p 2025-0 named se
2025-03-01 say l accepts se