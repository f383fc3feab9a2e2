/** Folders of installed dependencies: never part of a snapshot unless tracked; copied beside it instead. */
export const DEPENDENCY_FOLDERS: readonly string[] = ['node_modules', '.venv', 'venv'];

/** What git would be told to ignore; left out where no repository says so. */
export const LEFT_OUT_WITHOUT_GIT: readonly string[] = [
  '.env',
  '.env.*',
  '__pycache__/',
  '.pytest_cache/',
  '.mypy_cache/',
  '.ruff_cache/',
  '.tox/',
  '.nox/',
  '.gradle/',
  '.cache/',
  '.next/',
  '.nuxt/',
  '.turbo/',
  '.svn/',
  '.hg/',
  '.DS_Store',
];
