/** Decorators write their metadata through this; first import of every process that uses them. */
import 'reflect-metadata';
