"""HTTP for assisted sales: find, ask, call, answer."""
