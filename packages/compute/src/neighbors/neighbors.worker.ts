import { serveWorker } from '../workers/serve.js';
import { searchBlock } from './search-block.js';

export const api: { readonly searchBlock: typeof searchBlock } = serveWorker({ searchBlock });
