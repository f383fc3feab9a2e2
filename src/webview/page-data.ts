import * as z from 'zod';

const pageData = z.object({
  strings: z.record(z.string(), z.string()),
  /** Milliseconds between two questions whether the host is there. */
  heartbeat: z.number().positive().optional(),
});
export type PageData = z.infer<typeof pageData>;

/** Returns what the host put into the page; nothing where it is missing or damaged. */
export function readPageData(value: unknown): PageData {
  const parsed = pageData.safeParse(value);
  return parsed.success ? parsed.data : { strings: {} };
}
