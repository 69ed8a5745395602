"""What people do: one module a thing; the command line and the screen both call it."""
