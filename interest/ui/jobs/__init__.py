"""Builds, additions and trainings beside the app; nothing here knows Streamlit."""
