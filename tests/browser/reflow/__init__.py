"""Every page on small screens and with large text: WCAG 1.4.4 and 1.4.10, measured."""
