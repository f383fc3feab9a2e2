/** How models are told to write edits: the default format, for prompts. */
export const EDIT_FORMAT_GUIDE = `Write every edit as a search/replace block in a code fence that names the file:

\`\`\`js path=src/a.js
<<<<<<< SEARCH
the lines as they stand in the file now
=======
the lines that take their place
>>>>>>> REPLACE
\`\`\`

- SEARCH repeats whole lines of the file exactly, white space included, and enough of them to stand in only one place: best the whole function or block that changes.
- Several blocks may share a fence; each further file gets a fence of its own. All blocks are read against the file as it is now; order does not matter.
- REPLACE is complete: nothing is left out, no "rest unchanged".
- An empty REPLACE deletes the lines.
- A new file, or a short one rewritten as a whole, is a fence with its path and the whole content, without marks:

\`\`\`js path=src/new.js
the whole file
\`\`\`

- To delete a file: an empty fence with \`path=src/old.js delete\`.
- A fence around text that itself holds fences has more backticks than they do. Where the file itself has lines of seven \`=\`, make all three marks longer, all alike.
- Paths are relative to the workspace, with "/". Every edit applies or none does.`;
