"""The parts of a news page: headline, dateline, credit, paragraphs, contacts, boilerplate."""
