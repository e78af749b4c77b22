/** How many levels below a value of the event a directive names or visits: as many as a mapping may nest. */
export const deepest = 32
