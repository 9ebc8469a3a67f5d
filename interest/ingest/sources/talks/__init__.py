"""Who said what to whom: chats, mails, transcripts, and talks in nested data."""
