//! Raw-socket tests.
