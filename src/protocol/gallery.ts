/** A domain that is shipped to be copied into a configuration and changed there. */
export interface GalleryDomain {
  readonly name: string;
  readonly description: string;
  /** The domain that it extends. */
  readonly basis: string;
}

export interface ProposeDomainQuery {
  readonly name: string;
  readonly repoPath?: string | undefined;
  /** Default: the configuration of the folder. */
  readonly configPath?: string | undefined;
  /** The configuration as an editor has it, instead of what is on disk. */
  readonly text?: string | undefined;
}

/** What files would become; paths are absolute. */
export interface DomainProposal {
  readonly config: { readonly path: string; readonly text: string };
  /** New files. */
  readonly templates: readonly { readonly path: string; readonly text: string }[];
}
