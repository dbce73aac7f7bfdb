"""Groups, memberships, invitations, peer sessions, the programme and shared summaries."""
