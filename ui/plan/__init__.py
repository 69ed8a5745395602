"""The plan and its units on screen."""
