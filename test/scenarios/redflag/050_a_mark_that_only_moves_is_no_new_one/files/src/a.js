// TODO: handle zero
export const f = () => 1;
