"""What is shown of an answer, as plain values: knows nothing of Streamlit."""
