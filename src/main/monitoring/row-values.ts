import { z } from 'zod';

/** Values of a row as both servers send them. */

/** MySQL and MariaDB have no booleans. */
export const flag = z.union([z.literal(0), z.literal(1)]).transform((value) => value === 1);

/** A number that may come as text: a sum, a counter of the server. */
export const count = z.coerce.number().pipe(z.int().nonnegative());
