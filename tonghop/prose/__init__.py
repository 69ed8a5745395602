"""The pure reading of papers in prose: their parts by the outline, and the figures that they propose (CONTRACT form E).

Rules that can be explained, each with a name and an entry in docs/doc-bao-cao.md; nothing here is counted before a
person has confirmed it. Must not know the store, the screen or how a file was opened.
"""
