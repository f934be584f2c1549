import { z } from 'zod';

// Our content security policy forbids code made from text, and zod would try; this must come before any schema is made.
z.config({ jitless: true });
