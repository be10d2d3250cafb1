"""One function for each thing a user does; the only callers of files and store."""
