"""What leases cost and yield: cash, IFRS 16 and ASC 842 schedules with journal entries, and the use of stages.

Everything here is a function of a lease and a portfolio; amounts are exact decimals, rounded once at the edge
(``leasing.schedule``). Schedules are a planning aid.
"""
