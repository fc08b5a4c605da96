import * as reeve from 'reeve';
import { serve } from './serve.mjs';

serve(reeve);
