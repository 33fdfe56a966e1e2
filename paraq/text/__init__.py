"""Words into terms: what makes two written words the same word to a searcher."""
