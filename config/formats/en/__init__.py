"""English, read the same everywhere: the month as a word, hours to 24."""
