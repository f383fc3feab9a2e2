var old = 1;
export const f = () => old;
