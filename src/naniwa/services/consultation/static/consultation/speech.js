// The two voices of a call mixed into one recording, small enough to be sent in at once: an hour is some 11 MB.
const BITS = 24000; // a second
const LONGEST = 60 * 60 * 1000;
const KINDS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];

export function recorder(streams, full) {
  const context = new AudioContext();
  const mixed = context.createMediaStreamDestination();
  const pieces = [];
  const add = (stream) => stream?.getAudioTracks().length && context.createMediaStreamSource(stream).connect(mixed);
  streams.forEach(add);
  const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
  const machine = new MediaRecorder(mixed.stream, { mimeType, audioBitsPerSecond: BITS });
  machine.addEventListener("dataavailable", (event) => pieces.push(event.data));
  machine.start(1000);
  const end = setTimeout(full, LONGEST);

  // Stopped again, it gives the same once more.
  function stop() {
    clearTimeout(end);
    return new Promise((done) => {
      const give = () => done(new Blob(pieces, { type: mimeType }));
      if (machine.state === "inactive") return give();
      machine.addEventListener("stop", give, { once: true });
      machine.stop();
      context.close();
    });
  }

  return {
    sent: false,
    discarded: false,
    add,
    stop,
    async discard() {
      this.discarded = true;
      await stop();
      pieces.length = 0;
    },
  };
}
