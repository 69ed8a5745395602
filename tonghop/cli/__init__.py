"""The command line's verbs, and nothing else."""
