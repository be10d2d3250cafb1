"""The desk over HTTP: routes, who is let in, live updates, and the description of all of it (OpenAPI)."""
