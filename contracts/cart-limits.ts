// By themselves, so that the browser need not bring the schemas along.
/** The most units of one product in one cart, and the most products. */
export const maxQuantity = 9999
export const maxLines = 100
