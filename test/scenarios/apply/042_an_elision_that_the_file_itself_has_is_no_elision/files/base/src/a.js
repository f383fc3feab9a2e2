// ... rest unchanged
x();
