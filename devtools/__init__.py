"""What dev.py needs beyond starting things: the environment, its lock, wheels to carry, updates.

Standard library only, and read by any Python from 3.7 on, as dev.py itself is.
"""
