"""Columns of the tables of ``orders``: whole numbers of one kind in few arrays, read by compiled code."""

# Columns of ``fact``, a row for each free need: the need, what a day late, leaving it out and a day of shift cost, its
# start in the baseline (-NEVER: none), the day it is ready, the bounds of its ``stages``, its stage now (-1: left out)
# and its place in the order of that stage.
NEED, WEIGHT, DROP, SHIFT, BEFORE, READY, FIRST, LAST, STAGE, PLACE = range(10)
# Columns of ``spec``, a row for each item of ``stages``: the option of the need on that stage; the first span of starts
# that is open; days from a start until the stage is free again, clear days included (-1: ``end`` tells, from the row
# ENDS + start on); days late with a start of 0 (minus the due, where ``end`` tells); what being moved here costs; the
# bounds of further rows of ``span``; clear days.
OPTION, LOW, HIGH, HOLD, LATE, MOVED, MORE, SPANS, ENDS, GAP = range(10)
# Columns of ``row``, for each place in the order of each stage: the free need that stands there, its start, the day
# from which the stage is free again, and the cost of it and all behind it.
WHO, START, FREE, TAIL = range(4)
