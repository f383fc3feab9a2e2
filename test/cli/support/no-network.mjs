// Loaded into the command line and all it starts by NODE_OPTIONS: any use of the network ends the process at once.
import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';

function refuse(name) {
  return (...args) => {
    // Processes of one machine may talk through sockets in the file system.
    process._rawDebug(`network used: ${name} ${JSON.stringify(args[0])}`);
    process.exit(77);
  };
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function connectLocally(...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const isLocal = typeof first === 'string' || typeof first?.path === 'string';
  return isLocal ? connect.apply(this, args) : refuse('connect')(first);
};
dns.lookup = refuse('lookup');
dns.promises.lookup = refuse('lookup');
dgram.createSocket = refuse('socket');
