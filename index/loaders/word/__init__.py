"""Parts of a Word document: its runs of text, numbering, notes and tables."""
