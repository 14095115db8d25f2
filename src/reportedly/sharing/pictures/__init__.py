"""A few pictures of what is recorded: what is counted for each, apart from how it is drawn."""
