// ... rest unchanged
// ... rest unchanged
y();
