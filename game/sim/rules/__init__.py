"""The rules of the game: hands, whispers, gilding, chorus and score."""
