// What scripts add to the pages: a live refresh that keeps the reader's place. All works without it.
"use strict";
