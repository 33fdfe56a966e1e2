"""The invented district of Kumisozek: its people, bodies and papers, and how they are drawn, bound and handed over."""
