"""What is in a text: words, numbers, dates, names, clauses, speakers. Nothing is judged here."""
