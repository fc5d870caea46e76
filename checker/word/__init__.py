"""Reading of Word guides: what offices already have, as a draft that lint refuses until somebody has reviewed it.

In: a .docx. Out: a draft matter, a confidence for every field, and everything that was not understood with its place.
The surprising thing: no Word library is used. The file is read as an archive of XML that was inspected first, so that
nothing in it runs, nothing outside it is fetched, and no paragraph is lost because a library passed it over.
"""
