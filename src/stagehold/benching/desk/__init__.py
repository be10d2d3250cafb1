"""The benchmark of the desk: bookings over HTTP against the database by itself, and searches for free stages."""
