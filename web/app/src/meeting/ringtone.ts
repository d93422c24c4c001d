const NOTES = [587.33, 783.99];
const NOTE_S = 0.22;
const EVERY_MS = 2_400;

/** Plays two soft notes over and over until the returned function is called; silent where the browser forbids sound. */
export function playRingtone(): () => void {
  let context: AudioContext;
  try {
    context = new AudioContext();
  } catch {
    return () => undefined;
  }
  ring(context);
  const interval = setInterval(() => ring(context), EVERY_MS);
  return () => {
    clearInterval(interval);
    void context.close();
  };
}

function ring(context: AudioContext): void {
  NOTES.forEach((frequency, index) => note(context, frequency, context.currentTime + index * NOTE_S));
}

function note(context: AudioContext, frequency: number, at: number): void {
  const tone = new OscillatorNode(context, { type: "sine", frequency });
  const volume = new GainNode(context, { gain: 0 });
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.08, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, at + NOTE_S * 2);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + NOTE_S * 2);
}
