/** How models are told to write a plan; read by engine/maker/plan. */
export const PLAN_FORMAT_GUIDE = `Answer with one JSON object and nothing else: no prose before or after it, no code fence.

{"steps": [{"title": "…", "description": "…", "kind": "edit", "promise": {"tests": ["…"]}, "may_break": [], "files": ["src/a.js"], "depends_on": []}]}

- "title": a few words. "description": what to do, complete in itself: whoever does the step sees the goal and the files, but not your thoughts.
- "kind": "edit" for a change of files; another word where that fits better.
- "promise": what a machine can check when the step is done: {"tests": ["ids of tests that turn green"]}, or {"command": ["program", "argument", …]} that ends with 0, or null where nothing can be checked. Name tests exactly as they are listed under the failing tests.
- "may_break": ids of tests that may turn red by this step; usually [].
- "files": paths that the step will change or needs to see.
- "depends_on": positions, counted from 0, of earlier steps of this list that must be done first. Steps that don't need each other list nothing: they run at the same time.`;
