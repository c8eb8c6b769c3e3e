DROP TABLE signup_invitations;
