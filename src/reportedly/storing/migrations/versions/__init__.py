"""One module a step; each is named by its number and says what it changes."""
