"""The report for the conference (plan V.1, annex): a tree of headings, sentences, tables, in which every number knows
the question it answers. Stands between questions and documents; knows no file format and no screen."""
