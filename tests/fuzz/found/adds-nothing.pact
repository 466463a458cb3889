2025-amend
 adds