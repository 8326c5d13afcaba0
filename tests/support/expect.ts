/** The assertion library of all tests, in one place so that it can be changed in one place. */
export { assert, expect } from 'chai';
