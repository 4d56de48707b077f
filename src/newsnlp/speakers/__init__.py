"""Who speaks: from the phrase in the frame to the entity."""
