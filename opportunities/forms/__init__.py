"""What people write: customers, opportunities, and the page where a sale begins."""
