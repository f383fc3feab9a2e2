export { compare, type Comparison } from './compare.ts';
export { predict, type Prediction } from './predict.ts';
export { MOST_DIGITS, type ProductTask } from './product-task.ts';
export { workOut, type WorkedProduct } from './work-out.ts';
