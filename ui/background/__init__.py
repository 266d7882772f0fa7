"""What goes on behind the pages, for all sessions: knows nothing of Streamlit."""
