"""Looking at photos: quality, likeness, rooms, and where a photo's weight lies."""
