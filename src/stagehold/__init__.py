"""Stagehold plans leased production space: footprint, slate, plan, desk and leases."""

__version__ = "0.1.0"
