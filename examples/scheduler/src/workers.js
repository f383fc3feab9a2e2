/** Gives every job to one of the workers so that the last one to finish finishes as early as can be. */
export function shareOut(jobs, workers) {
  const shares = Array.from({ length: workers }, () => []);
  jobs.forEach((job, index) => shares[index % workers].push(job));
  return shares;
}

export function finishOf(share) {
  return share.reduce((sum, { minutes }) => sum + minutes, 0);
}

export function latestFinish(shares) {
  return Math.max(0, ...shares.map(finishOf));
}
