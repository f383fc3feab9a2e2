/** A language with a grammar: what its files are called, and which grammar reads them. */
export interface GrammarFiles {
  /** As users name it in configuration. */
  readonly language: string;
  readonly grammar: GrammarName;
  readonly files: RegExp;
}

export type GrammarName =
  | 'bash'
  | 'c-sharp'
  | 'cpp'
  | 'css'
  | 'go'
  | 'java'
  | 'javascript'
  | 'php'
  | 'powershell'
  | 'python'
  | 'ruby'
  | 'rust'
  | 'tsx'
  | 'typescript';

const GRAMMAR_FILES: readonly GrammarFiles[] = [
  { language: 'typescript', grammar: 'typescript', files: /\.[cm]?ts$/i },
  { language: 'typescript', grammar: 'tsx', files: /\.tsx$/i },
  { language: 'javascript', grammar: 'javascript', files: /\.(?:[cm]?js|jsx)$/i },
  { language: 'python', grammar: 'python', files: /\.pyi?$/i },
  { language: 'go', grammar: 'go', files: /\.go$/i },
  { language: 'rust', grammar: 'rust', files: /\.rs$/i },
  { language: 'java', grammar: 'java', files: /\.java$/i },
  { language: 'csharp', grammar: 'c-sharp', files: /\.cs$/i },
  { language: 'cpp', grammar: 'cpp', files: /\.(?:c|h|cc|cpp|cxx|hh|hpp)$/i },
  { language: 'ruby', grammar: 'ruby', files: /\.rb$/i },
  { language: 'php', grammar: 'php', files: /\.php$/i },
  { language: 'bash', grammar: 'bash', files: /\.(?:sh|bash)$/i },
  { language: 'powershell', grammar: 'powershell', files: /\.psm?1$/i },
  { language: 'css', grammar: 'css', files: /\.css$/i },
];

/** Returns the grammar for a file, judged by its name; undefined when none is shipped. */
export function grammarFilesOf(path: string): GrammarFiles | undefined {
  return GRAMMAR_FILES.find(({ files }) => files.test(path));
}
