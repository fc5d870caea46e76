"""The frozen types of the domain: editions and the registers they cite."""
