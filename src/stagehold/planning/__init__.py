"""From a portfolio to an audited plan: problem, search, bound, audit, reasons and remedies."""
