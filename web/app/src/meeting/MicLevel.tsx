import { useEffect, useRef } from "react";
import { LevelMeter } from "./speaking";

/** Speech seldom fills the whole range of a sample. */
const GAIN = 4;

/** A bar that moves while one speaks. */
export function MicLevel({ stream }: { stream: MediaStream | null }) {
  const bar = useRef<HTMLElement>(null);
  const hasSound = (stream?.getAudioTracks().length ?? 0) > 0;
  useEffect(() => {
    if (!stream || !hasSound) return;
    const context = new AudioContext();
    const meter = new LevelMeter(context, stream);
    let frame = requestAnimationFrame(function look() {
      bar.current?.style.setProperty("--level", String(Math.min(1, meter.level * GAIN)));
      frame = requestAnimationFrame(look);
    });
    return () => {
      cancelAnimationFrame(frame);
      meter.close();
      void context.close();
    };
  }, [stream, hasSound]);
  return (
    <p className="mic-level">
      {hasSound ? "Say something: the bar should move." : "Your microphone is off."}
      <span className="mic-level__bar" aria-hidden="true">
        <i ref={bar} key={String(hasSound)} />
      </span>
    </p>
  );
}
