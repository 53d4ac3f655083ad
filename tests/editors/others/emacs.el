;;; What is tried in Emacs, which is configured as docs/guide/editors.md says.  -*- lexical-binding: t -*-
;; emacs --batch -q -l emacs.el   in a folder with main.js and prices.js; $RECIPES has eglot.el, and `lode` is on the PATH.

(require 'package)
(package-initialize)
(require 'eglot)
(require 'cl-lib)
(require 'flymake)

(setq eglot-autoshutdown t
      eglot-sync-connect 30
      eglot-confirm-server-initiated-edits nil
      create-lockfiles nil
      make-backup-files nil)
(load-file (expand-file-name "eglot.el" (getenv "RECIPES")))

(defvar lode-test-failures 0)

(defun lode-test-wait (what condition)
  "Wait until CONDITION gives something, and give that; WHAT is waited for."
  (let ((deadline (+ (float-time) 30)) value)
    (while (and (not (setq value (funcall condition))) (< (float-time) deadline))
      (accept-process-output nil 0.02))
    (or value (error "Waited in vain for %s" what))))

(defmacro lode-test (name &rest body)
  "Run BODY, and tell under NAME how it went."
  (declare (indent 1))
  `(condition-case failure
       (progn ,@body (princ (format "ok     emacs: %s\n" ,name)))
     (error (cl-incf lode-test-failures)
            (princ (format "FAILED emacs: %s: %s\n" ,name (error-message-string failure))))))

(defun lode-test-go (before)
  "Put point behind the text BEFORE."
  (goto-char (point-min))
  (search-forward before))

(defun lode-test-messages ()
  "What flymake shows in this buffer."
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(find-file "main.js")
(lode-test "the server connects"
  ;; `eglot-ensure' of the recipe waits for the command that has opened the file to end.
  (run-hooks 'post-command-hook)
  (lode-test-wait "the server" #'eglot-current-server))

(lode-test "diagnostics appear and go"
  (flymake-mode 1)
  (goto-char (point-max))
  (insert "missing(1);\n")
  (lode-test-wait "the diagnostic"
    (lambda ()
      (eglot--signal-textDocument/didChange)
      (flymake-start)
      (cl-some (lambda (text) (string-match-p "missing" text)) (lode-test-messages))))
  (lode-test-go "missing(1);\n")
  (delete-region (match-beginning 0) (match-end 0))
  (lode-test-wait "no diagnostic"
    (lambda ()
      (eglot--signal-textDocument/didChange)
      (flymake-start)
      (null (lode-test-messages)))))

(lode-test "members are completed"
  (goto-char (point-max))
  (insert "basket.fil")
  (completion-at-point)
  (unless (looking-back "basket\\.fil\\(l\\|ter\\)?" (line-beginning-position))
    (error "The line is %s" (thing-at-point 'line t)))
  (let* ((found (eglot-completion-at-point))
         (names (all-completions (buffer-substring (nth 0 found) (nth 1 found)) (nth 2 found))))
    (unless (cl-some (lambda (name) (string-prefix-p "filter" name)) names)
      (error "Completions are %S" names)))
  (delete-region (line-beginning-position) (point-max))
  ;; A person's changes are sent when Emacs is idle, which it never is here.
  (eglot--signal-textDocument/didChange))

(lode-test "hover says what a name is"
  (lode-test-go "console.log(tot")
  (let ((said (jsonrpc-request (eglot-current-server) :textDocument/hover
                               (eglot--TextDocumentPositionParams))))
    (unless (string-match-p "What a basket costs" (format "%S" said))
      (error "Hover says %S" said))))

(lode-test "the definition is in another file"
  (lode-test-go "console.log(tot")
  (let* ((found (xref-backend-definitions 'eglot (xref-backend-identifier-at-point 'eglot)))
         (place (xref-location-marker (xref-item-location (car found)))))
    (unless (string-suffix-p "/prices.js" (buffer-file-name (marker-buffer place)))
      (error "It is at %S" place))))

(lode-test "a name is renamed in all files"
  (find-file "prices.js")
  (lode-test-wait "the server" #'eglot-current-server)
  (lode-test-go "function tot")
  (eglot-rename "sumOf")
  (save-some-buffers t)
  (dolist (expected '(("prices.js" . "export function sumOf(prices)")
                      ("main.js" . "console.log(sumOf(basket))")))
    (with-temp-buffer
      (insert-file-contents (car expected))
      (unless (search-forward (cdr expected) nil t)
        (error "%s is\n%s" (car expected) (buffer-string))))))

(ignore-errors (eglot-shutdown-all))
(kill-emacs (if (zerop lode-test-failures) 0 1))
