"""The interview: which question comes next, why, and when enough is known. Nothing in it is ordered by hand.

In: a Desk (the rules of one edition) and the answers so far. Out: a `Standing`: the next question, what is settled, the
personal list.
The surprising thing: the interview knows no matter and no question by name. It asks whatever can still change the verdict,
and stops.
"""
