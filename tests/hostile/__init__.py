"""Input that means harm, or that an editor would never write on purpose."""
