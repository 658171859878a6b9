-- Erasure of a person takes their accounts at identity providers away; the rest of it are updates that the application may make already.
GRANT DELETE ON "accounts" TO sabha_app;
