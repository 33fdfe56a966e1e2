"""Paraq (парақ, "sheet"): the library that finds the sheet that proves a fact."""
