enum NotebookPlaceholder {}
