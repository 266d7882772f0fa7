"""Blind measuring: a suite is run for its figures alone, and no row of it is shown or kept.

A test set whose rows were read is fitted on, knowingly or not, and its figures mean less every time.
"""
