"""One entity for each person, organisation and place of the article."""
