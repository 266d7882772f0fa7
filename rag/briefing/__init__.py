"""Briefings: answers over many documents, every row a document's own sentence (`rag.briefing.ask.brief`)."""
