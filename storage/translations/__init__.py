"""What reviewers have said of texts in their languages."""
