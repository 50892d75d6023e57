"""What may break while a site is built or published, and what visitors see then."""
