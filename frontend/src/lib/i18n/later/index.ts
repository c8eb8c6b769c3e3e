// The texts of the account pages. They are not among the others, which the first page loads.

import { messages } from './en.json?lingui';
import { addTexts } from '../index';

await addTexts(messages, () => import('./ar.json?lingui'));
