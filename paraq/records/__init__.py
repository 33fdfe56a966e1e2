"""What a record is: documents, pages, words on them, references and dates. Plain values, no input or output."""
