import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";

interface EmptyStateProps {
  icon: IconName;
  title: string;
  text: string;
  children?: ReactNode;
}

/** Says what would be here and how to get it. */
export function EmptyState({ icon, title, text, children }: EmptyStateProps) {
  return (
    <div className="empty">
      <span className="empty__art">
        <Icon name={icon} size={24} />
      </span>
      <h2 className="empty__title">{title}</h2>
      <p className="empty__text">{text}</p>
      {children}
    </div>
  );
}
