import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { LiveSockets } from './sockets.js';

@Module({ imports: [AuthModule], providers: [LiveSockets] })
export class LiveModule {}
