"""Images of pages into words with boxes: cleaning, Tesseract, and a judgement of what it read."""
