"""Lease advice and risk: candidate leases, demand that may come, futures drawn and the engines they run on."""
