"""Proofs about editions, over every applicant there can be: what no list of examples can show.

In: editions of a catalogue. Out: findings P01, P02 ..., each with an applicant who shows it. The surprising thing: z3, the
solver, is an extra. `checker.prove.proofs` says what is proven and needs nothing; `checker.prove.runner` needs z3, which
comes in through the one door `checker.prove.solver`.
"""
