"""The lists of customers, opportunities and orders: their orders, filters, tables, and the columns of their files."""
