"""Spreadsheets: the catalogue as flat sheets and back, and the upload tables of the national platform.

In: a loaded `Catalogue`, or a workbook that somebody filled in. Out: .xlsx, CSV, catalogue files, and findings by sheet and cell.
The surprising thing: nothing here knows the fields of a matter. Sheets, columns and headings are computed from the schemas.
"""
