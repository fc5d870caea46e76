"""What is printed of each matter: the guide as PDF, in large print, as a leaflet of one page, a folded leaflet, a
poster, a kiosk page."""
