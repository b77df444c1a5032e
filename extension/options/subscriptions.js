// To which packs does the reader subscribe?
"use strict";
