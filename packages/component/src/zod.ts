/** [zod](https://zod.dev) as our definitions are made with it: one copy for all of them. A plugin may use another. */
export { z } from 'zod';
