import * as z from 'zod';

// The page's policy forbids making code of strings. Zod would try with the first schema, so this is imported before any.
z.config({ jitless: true });
