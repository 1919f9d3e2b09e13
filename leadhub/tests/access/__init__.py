"""The access matrix: a file for each kind of address, with what it answers to whom. leadhub/tests/test_access_matrix.py asks.

Each has ADDRESSES, {name: what it answers}, and `expected(email, name, route, method)` where the answer depends on who asks.
A new address belongs in one of them, and so does a new file in that test's list.
"""
