/** A W whose last stroke ends in a green presence dot. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg className="logo" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect className="logo__ground" width="32" height="32" rx="8" />
      <path className="logo__w" d="M6.5 10.5 10.6 22l4.4-9.2L19.4 22l3-8.4" />
      <circle className="logo__dot" cx="24.2" cy="8.9" r="2.6" />
    </svg>
  );
}
