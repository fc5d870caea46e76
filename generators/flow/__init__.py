"""The swimlane flowchart: lanes, steps and arrows in; geometry, SVG and a list of the same in words out."""
