"""What stands around every page: navigation, the day, who is at work."""
