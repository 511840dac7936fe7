interface Props {
  /** What it does, in the user's language. */
  readonly label: string;
  readonly onClose: () => void;
}

/** × that closes what it stands in. */
export const CloseButton = ({ label, onClose }: Props) => (
  <button type="button" class="close" aria-label={label} title={label} onClick={onClose}>
    ×
  </button>
);
