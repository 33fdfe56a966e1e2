"""The archivist's screen: a Streamlit app that knows the archive only through the API."""
