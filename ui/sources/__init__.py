"""The source panel: the document around a citation, as text and as a page."""
