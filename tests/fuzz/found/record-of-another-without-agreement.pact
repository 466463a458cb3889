record of 4
2024-3 q