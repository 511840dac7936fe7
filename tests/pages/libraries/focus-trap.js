import { trap } from './trap-needs.js';

trap('<div id="box" role="dialog">');
