"""Files of others into tables of a study: whole or not at all."""
