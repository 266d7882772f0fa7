"""The whole stack on one machine, each part of which is killed once while people ask and documents are added."""
