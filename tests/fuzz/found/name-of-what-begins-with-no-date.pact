agreement e
r 2025-m named ssi
2025-02-12 distinguish n mssi