// Written from the definitions by tools/definitions/dist/write-command.js: change those, not this.
