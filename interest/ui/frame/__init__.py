"""What the app is framed by and what all pages use: session, link, controls, texts, charts, progress."""
