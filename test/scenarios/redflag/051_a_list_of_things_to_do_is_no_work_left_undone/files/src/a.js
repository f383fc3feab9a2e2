export const todo = [];
