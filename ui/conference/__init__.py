"""The conference: report, one page, choice of models."""
